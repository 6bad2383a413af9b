import { z } from 'zod';
import type { Client, Graph } from '../../scripts/demo/client.ts';
import type { TimeRow } from '../report/row.ts';
import { longChain, wideFan } from './graphs.ts';

const SIZE = 1000;

const endedSchema = z.object({ status: z.string() });

/** Runs a chain of 1,000 nodes and a fan-out as wide over the API, for a caller who waits. */
export async function measureShapes(client: Client): Promise<TimeRow[]> {
  const rows: TimeRow[] = [];
  for (const graph of [longChain(SIZE), wideFan(SIZE)]) rows.push(await measureShape(client, graph));
  return rows;
}

async function measureShape(client: Client, graph: Graph): Promise<TimeRow> {
  const { id } = await client.publish(graph);
  const body = { wait: true, timeout_seconds: 90 };
  const began = performance.now();
  const reply = await client.call({ method: 'POST', path: `/workflows/${id}/execute`, body }, 200);
  const value = performance.now() - began;
  const { status } = endedSchema.parse(reply.json);
  if (status !== 'completed') throw new Error(`${graph.name} ended as ${status}.`);
  return { name: `${graph.name} over the API`, size: SIZE, value, unit: 'ms' };
}
