import type { JsonValue } from '../../engine/json.ts';
import { checkedPairs } from '../bodies/checked-pairs.ts';

/**
 * Turns the pairs of a form or a query into an object. A name that occurs more than once gets a list of values. Throws
 * `AppError` 400 `input.nul_byte`, `input.too_many_fields`.
 */
export function pairsToObject(pairs: Iterable<readonly [string, JsonValue]>): { readonly [name: string]: JsonValue } {
  const lists = new Map<string, JsonValue[]>();
  for (const [name, value] of checkedPairs(pairs)) {
    const values = lists.get(name);
    if (values === undefined) lists.set(name, [value]);
    else values.push(value);
  }
  return Object.fromEntries(
    [...lists].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? null) : values]),
  );
}
