import type { JsonValue } from '../../engine/json.ts';
import { MAX_FIELDS } from '../limits.ts';
import { nulByteInField, tooManyFields } from './webhook.errors.ts';

function assertNoNul(text: JsonValue, name: string): void {
  if (typeof text === 'string' && text.includes('\0')) throw nulByteInField(name);
}

/**
 * Turns the pairs of a form or a query into an object. A name that occurs more than once gets a list of values. Throws
 * `AppError` 400 `input.nul_byte`, `input.too_many_fields`.
 */
export function pairsToObject(pairs: Iterable<readonly [string, JsonValue]>): { readonly [name: string]: JsonValue } {
  const lists = new Map<string, JsonValue[]>();
  let count = 0;
  for (const [name, value] of pairs) {
    count += 1;
    if (count > MAX_FIELDS) throw tooManyFields(MAX_FIELDS);
    assertNoNul(name, name);
    assertNoNul(value, name);
    const values = lists.get(name);
    if (values === undefined) lists.set(name, [value]);
    else values.push(value);
  }
  return Object.fromEntries(
    [...lists].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? null) : values]),
  );
}
