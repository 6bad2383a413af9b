import type { LoadRow } from '../report/row.ts';
import { type Bench, measureCase } from './bench.ts';

const PLAIN = { method: 'GET', body: null, status: 200 } as const;

/** How fast the routes are that do nothing, and one statement; the other cases are compared with the first. */
export async function measureCeiling(bench: Bench): Promise<LoadRow[]> {
  const rows = await measureCase(bench, { ...PLAIN, name: 'no-op', path: '/health/live' });
  for (const { concurrency, per_second } of rows) bench.ceiling.set(concurrency, per_second);
  return [...rows, ...(await measureCase(bench, { ...PLAIN, name: 'SELECT 1', path: '/health/ready' }))];
}
