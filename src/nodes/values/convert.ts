import type { JsonValue } from '../../engine/json.ts';
import { assertDepth, isObject } from '../../shared/json.ts';
import { isList } from './field-path.ts';

/** The types into which a value can be turned. */
export type ValueType = 'string' | 'number' | 'boolean' | 'array' | 'object';

/** The converted value, or that it can't be converted. */
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
 * Converts a value to a type where that is unambiguous: `"5"` and `true` to numbers, `"true"`, `1` and `"0"` to booleans, JSON
 * texts to lists and objects, anything to a string. `null` stays `null`.
 */
export function convertValue(value: JsonValue, type: ValueType): Conversion {
  return value === null ? done(null) : CONVERTERS[type](value);
}

/** How deep JSON that nodes read may be nested: as deep as the results of expressions, since code that walks over items needs stack. */
const MAX_NESTING = 200;

/** Parses JSON; `undefined` if the text is not JSON, or nested too deeply. */
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
