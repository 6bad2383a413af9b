import type { JsonValue } from '../../engine/json.ts';
import { isExact, isNumeric, type Numeric, numberOfText } from '../../numbers/exact-number.ts';
import { isObject, parseWithin } from '../../shared/json/json.ts';
import { isList } from './field-path.ts';

/** The types into which a value can be turned. */
export type ValueType = 'string' | 'number' | 'boolean' | 'array' | 'object';

/** The converted value, or that it can't be converted. */
export type Conversion = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false };

const FAILED: Conversion = { ok: false };

const CONVERTERS: { readonly [type in ValueType]: (value: JsonValue) => Conversion } = {
  string: (value) => done(textOf(value)),
  number: toNumber,
  boolean: toBoolean,
  array: (value) => parsedIf(value, isList),
  object: (value) => parsedIf(value, isObject),
};

/**
 * Converts a value to a type where that is unambiguous: `"5"` and `true` to numbers, `"true"`, `1` and `"0"` to booleans, JSON
 * texts to lists and objects, anything to a string. `null` stays `null`.
 */
export function convertValue(value: JsonValue, type: ValueType): Conversion {
  return value === null ? done(null) : CONVERTERS[type](value);
}

/** How deep JSON that nodes read may be nested: as deep as the results of expressions, since code that walks over items needs stack. */
const MAX_NESTING = 200;

/** Parses JSON, with all digits of its numbers; `undefined` if the text is not JSON, nested too deeply, or has a number that is too long. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return parseWithin(text, MAX_NESTING);
  } catch {
    return undefined;
  }
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' || isExact(value) ? String(value) : JSON.stringify(value);
}

function done(value: JsonValue): Conversion {
  return { ok: true, value };
}

function toNumber(value: JsonValue): Conversion {
  if (typeof value === 'boolean') return done(Number(value));
  if (isNumeric(value)) return done(value);
  return typeof value === 'string' && value.trim() !== '' ? numberIn(value) : FAILED;
}

function numberIn(text: string): Conversion {
  const number = numberOfLength(text);
  return isExact(number) || Number.isFinite(number) ? done(number) : FAILED;
}

/** The number that a text is; a text of more digits than a number may have is none. */
function numberOfLength(text: string): Numeric {
  try {
    return numberOfText(text);
  } catch {
    return Number.NaN;
  }
}

function toBoolean(value: JsonValue): Conversion {
  if (typeof value === 'boolean') return done(value);
  const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (text === 'true' || text === '1' || text === 1) return done(true);
  return text === 'false' || text === '0' || text === 0 ? done(false) : FAILED;
}

function parsedIf(value: JsonValue, accepts: (value: JsonValue) => boolean): Conversion {
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  return parsed !== undefined && accepts(parsed) ? done(parsed) : FAILED;
}
