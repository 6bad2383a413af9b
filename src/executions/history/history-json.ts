import type { JsonValue } from '../../engine/json.ts';
import { jsonLength } from '../../shared/json-length.ts';

const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/i;
const NUL = new RegExp(String.fromCharCode(0), 'g');

/** Text as Postgres takes it: NUL bytes and lone surrogates, which jsonb refuses, become U+FFFD. */
function storableText(text: string): string {
  return text.toWellFormed().replace(NUL, '\uFFFD');
}

function storableValue(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [storableText(key), member]));
}

/** Serialises for a `json` parameter. The slow way is taken only when the quick look finds an escape that jsonb refuses. */
export function toStorableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return UNSTORABLE_ESCAPE.test(json) ? JSON.stringify(value, storableValue) : json;
}

/** What stands in history in place of data that were too large, so that it is said and not silent. */
export type Truncated = { readonly truncated: true; readonly bytes: number };

/** Whether the marker stands in the place of the value. */
export function isCut(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && 'truncated' in value && value.truncated === true;
}

/** What history keeps of a value, and how many UTF-16 units of JSON that takes. */
export type Kept = { readonly value: JsonValue | Truncated; readonly length: number };

/** The value itself, or a marker with its size when it takes more than `limit` UTF-16 units of JSON. */
export function keepWithin(value: JsonValue, limit: number): Kept {
  const length = jsonLength(value);
  if (length <= limit || value === null || isCut(value)) return { value, length };
  const marker: Truncated = { truncated: true, bytes: length };
  return { value: marker, length: jsonLength(marker) };
}

/** What history keeps of a value within the limit. */
export function cutOversized(value: JsonValue, limit: number): JsonValue | Truncated {
  return keepWithin(value, limit).value;
}
