import type { LoadRow } from '../report/row.ts';
import { type Bench, measureCase } from './bench.ts';

const NO_OP = { name: 'no-op', path: '/health/live', method: 'GET', body: null, status: 200 } as const;

/** How fast the route is that does nothing; the other cases are compared with it. */
export async function measureCeiling(bench: Bench): Promise<LoadRow[]> {
  const rows = await measureCase(bench, NO_OP);
  for (const { concurrency, per_second } of rows) bench.ceiling.set(concurrency, per_second);
  return rows;
}
