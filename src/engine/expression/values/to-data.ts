import { isExact } from '../../../numbers/exact-number.ts';
import type { JsonValue } from '../../json.ts';
import { ExpressionError } from '../expression-error.ts';
import { produce, type Run, spend } from '../run.ts';
import { isOpaque, kindOf } from './opaque.ts';
import { isList, isPlainObject, type PlainObject } from './plain.ts';
import { weigh } from './weigh.ts';

/** How deep a result may be nested. */
const MAX_NESTING = 200;

/**
 * Turns the result of an evaluation into plain JSON. Dates become ISO texts, NaN and Infinity become null, functions throw
 * `expression.not_data`. `undefined` stays; it is left out of objects and becomes null in arrays.
 */
export function toData(run: Run, value: unknown, nesting = 0): JsonValue | undefined {
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'string':
      produce(run, nesting === 0 ? 0 : value.length);
      return value;
    case 'object':
      return value === null ? null : objectToData(run, value, nesting + 1);
    default:
      throw new ExpressionError('expression.forbidden', 'This value cannot be used in expressions.');
  }
}

/** Only for values read from the JSON of the context: all of them are JSON, except methods that were not called. */
function isIncoming(value: unknown): value is JsonValue | undefined {
  return !isOpaque(value);
}

/** As {@link toData}, for what a path into the context gives: JSON goes through as it is, and its size is charged to the node run. */
export function incomingData(run: Run, value: unknown): JsonValue | undefined {
  if (!isIncoming(value)) return toData(run, value);
  if (run.work !== undefined) weigh(run.work, value);
  return value;
}

function objectToData(run: Run, value: object, nesting: number): JsonValue | undefined {
  if (nesting > MAX_NESTING) throw new ExpressionError('expression.budget_depth', 'The result is nested too deeply.');
  if (isExact(value)) return value;
  if (isOpaque(value)) return toData(run, kindOf(value).toData(run, value.value), nesting);
  if (isList(value)) {
    spend(run, 1 + (value.length >>> 2));
    return value.map((element) => toData(run, element, nesting) ?? null);
  }
  if (isPlainObject(value)) return plainToData(run, value, nesting);
  throw new ExpressionError('expression.not_data', 'The result has a value in it that is no data.');
}

function plainToData(run: Run, value: PlainObject, nesting: number): JsonValue {
  const entries: [string, JsonValue][] = [];
  const keys = Object.keys(value);
  spend(run, 1 + (keys.length >>> 2));
  for (const key of keys) {
    const data = toData(run, value[key], nesting);
    if (data !== undefined) entries.push([key, data]);
  }
  return Object.fromEntries(entries);
}
