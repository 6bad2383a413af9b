import type { JsonValue } from '../../engine/json.ts';
import { assertDepth, isObject } from '../../shared/json.ts';
import { isList } from './field-path.ts';

/** The types into which a value can be turned. */
export type ValueType = 'string' | 'number' | 'boolean' | 'array' | 'object';

/** A value turned into a type, or the fact that it cannot be. */
export type Conversion = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false };

const FAILED: Conversion = { ok: false };

const CONVERTERS: { readonly [type in ValueType]: (value: JsonValue) => Conversion } = {
  string: (value) => done(typeof value === 'string' ? value : JSON.stringify(value)),
  number: toNumber,
  boolean: toBoolean,
  array: (value) => parsedIf(value, isList),
  object: (value) => parsedIf(value, isObject),
};

/**
 * Turns a value into a type as far as nothing has to be guessed: `"5"` and `true` into numbers, `"true"`, `1` and `"0"` into
 * booleans, JSON texts into lists and objects, anything into a string. `null` stays `null`.
 */
export function convertValue(value: JsonValue, type: ValueType): Conversion {
  return value === null ? done(null) : CONVERTERS[type](value);
}

/** How deep JSON may nest that nodes read, as deep as what expressions make: all that walks over items has a stack that ends. */
const MAX_NESTING = 200;

/** The value parsed from JSON; `undefined` if the text is none, or nested too deeply. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    assertDepth(text, MAX_NESTING);
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function done(value: JsonValue): Conversion {
  return { ok: true, value };
}

function toNumber(value: JsonValue): Conversion {
  if (typeof value === 'boolean') return done(Number(value));
  if (typeof value === 'string' && value.trim() === '') return FAILED;
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? done(number) : FAILED;
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
