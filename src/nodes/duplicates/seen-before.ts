import { sha256 } from '@noble/hashes/sha2.js';
import { base64url } from 'jose';
import type { JsonValue } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { doubleOf, isNumeric } from '../../numbers/exact-number.ts';
import type { SeenValuesRequest } from '../../shared/seen-values-request.ts';
import { atItem } from '../items.ts';
import type { NodeRun } from '../node-run.ts';
import { canonicalKey } from '../values/canonical.ts';
import { convertValue } from '../values/convert.ts';
import { parseDate } from '../values/parse-date.ts';
import { wrongValue } from '../values/wrong-value.ts';
import type { DuplicatesConfig, SeenBeforeConfig } from './config.ts';

/** What a hash costs, in steps: of itself, and for the text that it is made of. */
const HASH_STEPS = 40;
const CHARACTERS_PER_STEP = 16;

/** Texts and numbers that look alike are the same, as in n8n. Only hashes are kept, never values. */
function hashOf(value: JsonValue | undefined, work: WorkMeter): string {
  if (value === undefined || value === null) {
    throw wrongValue('duplicates.no_value', 'value', { expected: 'a value', got: value });
  }
  const text = typeof value === 'object' ? canonicalKey(value) : String(value);
  work.spend(HASH_STEPS + Math.floor(text.length / CHARACTERS_PER_STEP));
  return base64url.encode(sha256(new TextEncoder().encode(text)));
}

function numberOf(value: JsonValue | undefined): number {
  const converted = convertValue(value ?? null, 'number');
  if (!converted.ok || !isNumeric(converted.value)) {
    throw wrongValue('duplicates.not_a_number', 'value', { expected: 'a number', got: value });
  }
  const number = doubleOf(converted.value);
  if (number !== undefined) return number;
  throw wrongValue('duplicates.number_too_long', 'value', { expected: 'a number of fewer digits', got: value });
}

function momentOf(value: JsonValue | undefined, timezone: string): number {
  const date = parseDate(value, timezone);
  if (date !== null) return date.toMillis();
  throw wrongValue('duplicates.not_a_date', 'value', { expected: 'a date', got: value });
}

/** The values by which items are compared, by their index. */
function valuesOf<Value>(run: NodeRun<DuplicatesConfig>, read: (value: JsonValue | undefined) => Value): Value[] {
  return run.items.map((_item, index) =>
    atItem(index, () => {
      const config = run.config(index);
      return read(config.operation === 'seen_before' ? config.value : undefined);
    }),
  );
}

async function askHashes(run: NodeRun<DuplicatesConfig>, config: SeenBeforeConfig): Promise<ReadonlySet<number>> {
  const hashes = valuesOf(run, (value) => hashOf(value, run.work));
  const distinct = [...new Set(hashes)];
  const request = { type: 'new', scope: config.scope, hashes: distinct, historySize: config.history_size } as const;
  const passed = new Set((await run.seenValues(request)).map((index) => distinct[index]));
  return new Set(hashes.flatMap((hash, index) => (passed.has(hash) ? [index] : [])));
}

/**
 * The indices of the items that pass. Items are compared with those of earlier runs, not with each other. Throws
 * `NodeError` `duplicates.*`.
 */
export async function newItems(run: NodeRun<DuplicatesConfig>, config: SeenBeforeConfig): Promise<ReadonlySet<number>> {
  if (config.keep === 'new') return askHashes(run, config);
  const read = config.keep === 'higher' ? numberOf : (value?: JsonValue) => momentOf(value, run.timezone);
  const request: SeenValuesRequest = { type: config.keep, scope: config.scope, values: valuesOf(run, read) };
  return new Set(await run.seenValues(request));
}
