import type { JsonValue } from '../../engine/json.ts';
import { numberKey } from '../../numbers/compare-numbers.ts';
import { isExact } from '../../numbers/exact-number.ts';
import { isObject } from '../../shared/json/json.ts';
import { isList } from './field-path.ts';

/** A text that is the same for two JSON values exactly if they are equal. The order of keys does not count. */
export function canonicalKey(value: JsonValue): string {
  if (isList(value)) return `[${value.map(canonicalKey).join(',')}]`;
  if (isExact(value)) return numberKey(value);
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalKey(value[name] ?? null)}`).join(',')}}`;
}

/** Like {@link canonicalKey} for a row of values. A missing one differs from `null`. */
export function rowKey(values: readonly (JsonValue | undefined)[]): string {
  return values.map((value) => (value === undefined ? '' : canonicalKey(value))).join(',');
}

/** Like {@link canonicalKey}, but the same, too, for `3` and `"3"`, for `true` and `"true"`, and for missing values, `null` and the empty text. */
export function fuzzyKey(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? canonicalKey(value) : String(value).trim();
}
