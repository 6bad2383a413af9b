import { node } from '../../scripts/demo/graph.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import type { TimeRow } from '../report/row.ts';
import type { Bench } from './bench.ts';
import { timeExecution } from './execute.ts';
import { ITEM_CHAIN } from './item-graphs.ts';

const ITEMS = 100_000;

/** A request may bring 5 MiB and code 16 MiB, so the items come from two nodes. */
const PARTS = ['first', 'second'];

function maker(id: string): WorkflowNode {
  const item = `{ id, name: 'customer ' + id, group: 'group ' + (id % 50), total: id % 1000, text: 'x'.repeat(120) }`;
  return node(id, 'action.code', {
    code: `return Array.from({ length: ${ITEMS / PARTS.length} }, (_, id) => (${item}));`,
  });
}

/** How much the runner process grows while one execution takes many items through five nodes: garbage, and the isolates of the code, included. */
export async function measureGrowth(bench: Bench): Promise<TimeRow[]> {
  const connections = ITEM_CHAIN.connections.filter(({ source }) => source !== 'start');
  const { id } = await bench.client.publish({
    name: 'Bench (memory)',
    nodes: [...ITEM_CHAIN.nodes, ...PARTS.map(maker)],
    connections: [
      ...connections,
      ...PARTS.flatMap((part) => [
        { source: 'start', target: part },
        { source: part, target: 'set' },
      ]),
    ],
  });
  await bench.usage.take();
  const before = (await bench.usage.take()).peakMb.runner ?? 0;
  const milliseconds = await timeExecution(bench.client, id);
  const peak = (await bench.usage.take()).peakMb.runner ?? 0;
  return [
    { name: 'growth of the runner over items of 200 bytes', size: ITEMS, value: peak - before, unit: 'MB' },
    { name: 'the same execution over the API', size: ITEMS, value: milliseconds, unit: 'ms' },
  ];
}
