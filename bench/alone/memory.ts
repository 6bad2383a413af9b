import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { StartError } from '../../scripts/support/start-error.ts';
import type { TimeRow } from '../report/row.ts';
import { runJson } from '../support/run-json.ts';

const SCRIPT = fileURLToPath(new URL('../runner/fits.ts', import.meta.url));

/** The sizes to try, in megabytes: that of an isolate, and smaller ones. */
const ISOLATE_MB = 128;
const STEP_MB = 8;

/** The signal with which V8 ends a process that is out of memory. */
const abortedSchema = z.union([z.object({ signal: z.literal('SIGABRT') }), z.object({ code: z.literal(134) })]);

const completedSchema = z.object({ items: z.number() });

/** The smallest heap, code included, in which an execution over many items fits. Throws if even that of an isolate is too small. */
export async function measureHeap(): Promise<TimeRow[]> {
  let smallest: { items: number; megabytes: number } | null = null;
  for (let megabytes = ISOLATE_MB; megabytes > 0; megabytes -= STEP_MB) {
    const items = await itemsWithin(megabytes);
    if (items === null) break;
    smallest = { items, megabytes };
  }
  if (smallest === null) throw new StartError(`An execution over many items does not fit into ${ISOLATE_MB} MB.`);
  const { items, megabytes } = smallest;
  return [{ name: 'heap in which 5 nodes over items of 200 bytes fit', size: items, value: megabytes, unit: 'MB' }];
}

/** How many items an execution processes in a heap of this size; `null` if it runs out of memory. */
async function itemsWithin(megabytes: number): Promise<number | null> {
  const flags = [`--max-heap-size=${megabytes}`, `--max-semi-space-size=4`];
  try {
    return completedSchema.parse(await runJson(SCRIPT, flags)).items;
  } catch (error) {
    if (abortedSchema.safeParse(error).success) return null;
    throw error;
  }
}
