import type { Client } from '../../scripts/demo/client.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import type { LoadRow, TimeRow } from '../report/row.ts';
import { type Bench, measureWebhook } from './bench.ts';
import { timeExecution } from './execute.ts';

const PROGRAMS = 20;

/** A program that has not run before, if the number is new. */
function program(number: number): WorkflowNode {
  return node('code', 'action.code', { code: `return items.map(({ json }) => ({ ...json, program: ${number} }));` });
}

/** The code node under load, warm. Then one run at a time, cold and warm, compared with a node that does nothing. */
export async function measureCode(bench: Bench, body: string): Promise<{ load: LoadRow[]; times: TimeRow[] }> {
  const hook = node('hook', 'trigger.webhook', { respond: 'respond_node' });
  const answer = node('answer', 'action.respond', { respond_with: 'first_item' });
  const nodes = [hook, program(PROGRAMS), answer];
  const load = await measureWebhook(
    bench,
    { name: 'Bench (code)', nodes, connections: chain('hook → code → answer') },
    body,
  );
  const code = await measureNode(bench.client, 'code node', program);
  const nothing = await measureNode(bench.client, 'no-op node', () => node('code', 'logic.noop'));
  return { load, times: [...code, ...nothing] };
}

/** Medians of the first and the second run of workflows, each with a node of its own. */
async function measureNode(client: Client, name: string, draw: (number: number) => WorkflowNode): Promise<TimeRow[]> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let number = 0; number < PROGRAMS; number += 1) {
    const nodes = [node('start', 'trigger.manual'), draw(number)];
    const { id } = await client.publish({ name: `${name} ${number}`, nodes, connections: chain('start → code') });
    cold.push(await timeExecution(client, id));
    warm.push(await timeExecution(client, id));
  }
  return [
    { name: `${name} over the API, first run`, size: 1, value: median(cold), unit: 'ms' },
    { name: `${name} over the API, second run`, size: 1, value: median(warm), unit: 'ms' },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
