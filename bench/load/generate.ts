import { Pool } from 'undici';
import type { Load, LoadResult } from './load.ts';

const EXECUTION_HEADER = 'linkflow-execution-id';

type Tally = { sent: number; errors: number; firstError: string | null; latencies: number[]; executionIds: string[] };

/** Sends the load over keep-alive connections, one request at a time on each, and counts the answers. */
export async function generate(load: Load): Promise<LoadResult> {
  const pool = new Pool(load.url, { connections: load.concurrency, pipelining: 1 });
  const tally: Tally = { sent: 0, errors: 0, firstError: null, latencies: [], executionIds: [] };
  const began = performance.now();
  const mayGoOn = limit(load, began);
  const caller = async (): Promise<void> => {
    while (mayGoOn()) await request(pool, load, tally);
  };
  await Promise.all(Array.from({ length: load.concurrency }, caller));
  const milliseconds = performance.now() - began;
  await pool.close();
  const sorted = tally.latencies.toSorted((one, other) => one - other);
  const { errors, firstError, executionIds } = tally;
  return {
    requests: sorted.length,
    errors,
    firstError,
    milliseconds,
    executionIds,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  };
}

function limit({ until }: Load, began: number): () => boolean {
  if ('milliseconds' in until) return () => performance.now() - began < until.milliseconds;
  let left = until.requests;
  return () => left-- > 0;
}

async function request(pool: Pool, load: Load, tally: Tally): Promise<void> {
  const began = performance.now();
  const fault = await attempt(pool, load, tally);
  tally.latencies.push(performance.now() - began);
  if (fault === null) return;
  tally.errors += 1;
  tally.firstError ??= fault;
}

async function attempt(pool: Pool, load: Load, tally: Tally): Promise<string | null> {
  const { method, path } = load;
  try {
    const turn = tally.sent++;
    const body = load.bodies?.[turn % load.bodies.length] ?? load.body;
    const type = body === null ? {} : { 'content-type': 'application/json' };
    const delivery = load.deliveries === undefined ? {} : { 'webhook-id': `delivery-${turn % load.deliveries}` };
    const headers = { ...type, ...delivery, ...load.headers };
    const response = await pool.request({ method, path, headers, body });
    const text = await response.body.text();
    const id = response.headers[EXECUTION_HEADER];
    if (typeof id === 'string') tally.executionIds.push(id);
    return response.statusCode === load.status ? null : `${response.statusCode} ${text.slice(0, 300)}`;
  } catch (error) {
    return String(error);
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
