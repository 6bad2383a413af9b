import type { JsonValue } from '../../json.ts';
import type { WorkMeter } from '../../work-meter.ts';

/** How many characters of a text that goes through as it is count for one step. */
const CHARACTERS_PER_STEP = 64;

/**
 * Charges a node run for a value that an expression hands on without a look inside. The node will go through it: once for
 * each item, though it may be the same value for all of them.
 */
export function weigh(work: WorkMeter, value: JsonValue | undefined): void {
  if (typeof value === 'string') {
    if (value.length >= CHARACTERS_PER_STEP) work.spend(Math.floor(value.length / CHARACTERS_PER_STEP));
  } else if (typeof value === 'object' && value !== null) {
    weighAll(work, Object.values(value));
  }
}

function weighAll(work: WorkMeter, values: readonly JsonValue[]): void {
  work.spend(1 + values.length);
  for (const value of values) weigh(work, value);
}
