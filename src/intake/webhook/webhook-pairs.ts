import type { JsonValue } from '../../engine/json.ts';
import { AppError } from '../../shared/errors.ts';

/** What a form or a query may hold: far more than people send, far less than it takes to exhaust an isolate. */
const MAX_PAIRS = 10_000;

function assertText(text: JsonValue): void {
  if (typeof text !== 'string' || !text.includes('\0')) return;
  throw new AppError('input.nul_byte', 400, 'Names and values may not hold NUL characters.');
}

/**
 * The pairs of a form or a query as an object; a name that comes more than once has a list of values. Throws `AppError` 400
 * `input.nul_byte`, `input.too_many_fields`.
 */
export function pairsToObject(pairs: Iterable<readonly [string, JsonValue]>): { readonly [name: string]: JsonValue } {
  const lists = new Map<string, JsonValue[]>();
  let count = 0;
  for (const [name, value] of pairs) {
    count += 1;
    if (count > MAX_PAIRS) throw new AppError('input.too_many_fields', 400, `More than ${MAX_PAIRS} fields.`);
    assertText(name);
    assertText(value);
    const values = lists.get(name);
    if (values === undefined) lists.set(name, [value]);
    else values.push(value);
  }
  return Object.fromEntries(
    [...lists].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? null) : values]),
  );
}
