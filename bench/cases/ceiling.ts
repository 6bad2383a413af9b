import type { LoadRow } from '../report/row.ts';
import { type Bench, measureCase } from './bench.ts';

const PLAIN = { method: 'GET', body: null, status: 200 } as const;

/** The routes that do nothing, and one statement. The other cases are compared with the first one. */
export async function measureCeiling(bench: Bench): Promise<LoadRow[]> {
  const rows = await measureCase(bench, { ...PLAIN, name: 'no-op', path: '/health/live' });
  for (const { concurrency, per_second } of rows) bench.ceiling.set(concurrency, per_second);
  return [...rows, ...(await measureCase(bench, { ...PLAIN, name: 'SELECT 1', path: '/health/ready' }))];
}
