import type { Client, Graph } from '../../scripts/demo/client.ts';
import type { JsonValue } from '../../src/engine/json.ts';
import type { TimeRow } from '../report/row.ts';
import { timeExecution } from './execute.ts';
import { longChain, wideFan } from './graphs.ts';
import { ITEM_LOOP } from './item-graphs.ts';
import { itemsOfCount } from './items-of-count.ts';

const SIZE = 1000;

/** Runs a chain, a fan-out and a loop of 1,000 nodes each over the API, and waits for their ends. */
export async function measureShapes(client: Client): Promise<TimeRow[]> {
  return [
    await measureShape(client, longChain(SIZE)),
    await measureShape(client, wideFan(SIZE)),
    await measureShape(client, ITEM_LOOP, itemsOfCount(SIZE)),
  ];
}

async function measureShape(client: Client, graph: Graph, input: JsonValue = {}): Promise<TimeRow> {
  const { id } = await client.publish(graph);
  const value = await timeExecution(client, id, input);
  return { name: `${graph.name} over the API`, size: SIZE, value, unit: 'ms' };
}
