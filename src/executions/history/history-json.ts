import type { JsonValue } from '../../engine/json.ts';
import { isWritten } from '../../numbers/exact-number.ts';
import { isObject } from '../../shared/json/json.ts';
import { jsonLength } from '../../shared/json/json-length.ts';
import { storableText } from '../../shared/text/storable-text.ts';

const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/i;

function storableValue(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (!isObject(value) || isWritten(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [storableText(key), member]));
}

/** Serialises for a `json` parameter. Texts are walked only if the JSON holds an escape that Postgres may refuse. */
export function toStorableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return UNSTORABLE_ESCAPE.test(json) ? JSON.stringify(value, storableValue) : json;
}

/**
 * The marker that history keeps in place of data that were too large: how many characters there were. `file_id`: the bucket has them;
 * `counts`: how many items there are by handle; `gone`: it had them.
 */
export type Truncated = {
  readonly truncated: true;
  readonly bytes: number;
  readonly file_id?: string;
  readonly counts?: { readonly [handle: string]: number };
  readonly gone?: true;
};

/** Whether history kept the marker instead of the value. */
export function isCut(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && 'truncated' in value && value.truncated === true;
}

/** What history keeps of a value, and the length of its JSON in UTF-16 units. */
export type Kept = { readonly value: JsonValue | Truncated; readonly length: number };

/** The value itself, or the marker if its JSON is longer than `limit` UTF-16 units. */
export function keepWithin(value: JsonValue, limit: number): Kept {
  const length = jsonLength(value);
  if (length <= limit || value === null || isCut(value)) return { value, length };
  const marker: Truncated = { truncated: true, bytes: length };
  return { value: marker, length: jsonLength(marker) };
}

/** The same as {@link keepWithin}, without the length. */
export function cutOversized(value: JsonValue, limit: number): JsonValue | Truncated {
  return keepWithin(value, limit).value;
}
