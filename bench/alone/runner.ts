import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { TimeRow } from '../report/row.ts';
import { runJson } from '../support/run-json.ts';

const ITEMS = fileURLToPath(new URL('../runner/items.ts', import.meta.url));
const LOOPS = fileURLToPath(new URL('../runner/loops.ts', import.meta.url));

const rowsSchema = z.array(z.object({ name: z.string(), size: z.number(), value: z.number(), unit: z.string() }));

/** Nanoseconds per item, for executions with one node over growing numbers of items. */
export async function measureItems(): Promise<TimeRow[]> {
  return rowsSchema.parse(await runJson(ITEMS));
}

/** Microseconds per iteration, for loops of growing length. */
export async function measureLoops(): Promise<TimeRow[]> {
  return rowsSchema.parse(await runJson(LOOPS));
}
