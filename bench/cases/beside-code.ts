import { chain, node } from '../../scripts/demo/graph.ts';
import type { LoadRow } from '../report/row.ts';
import { type Bench, measureCase } from './bench.ts';
import { SHORT } from './graphs.ts';

/** How many callers others are, meanwhile. */
const OTHERS = 10;

const FULL_LIMIT_MS = 10_000;

/** Keeps an execution going that computes for its full limit, one after the other, until it is told to stop. */
async function loopOn({ client }: Bench, over: AbortSignal): Promise<void> {
  const loop = node('code', 'action.code', { code: 'while (true) {}', cpu_limit_ms: FULL_LIMIT_MS });
  const nodes = [node('start', 'trigger.manual'), loop];
  const { id } = await client.publish({ name: 'Loop', nodes, connections: chain('start → code') });
  const body = { wait: true, timeout_seconds: 60 };
  while (!over.aborted) await client.call({ method: 'POST', path: `/workflows/${id}/execute`, body }, 200);
}

/** What others notice while a code node computes for its full limit: the no-op and the webhook of (a). */
export async function measureBesideCode(bench: Bench, body: string): Promise<LoadRow[]> {
  const { webhookPath } = await bench.client.publish(SHORT);
  const over = new AbortController();
  const looping = loopOn(bench, over.signal);
  const others = { ...bench, concurrency: [OTHERS] };
  const plain = { path: '/health/live', method: 'GET', body: null, status: 200 } as const;
  const hook = { path: webhookPath, method: 'POST', body, status: 200 } as const;
  const rows = [
    ...(await measureCase(others, { name: 'no-op beside a loop', ...plain })),
    ...(await measureCase(others, { name: 'Bench (a) beside a loop', ...hook })),
  ];
  over.abort();
  await looping;
  return rows;
}
