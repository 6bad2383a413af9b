import type { JsonValue } from '../../engine/json.ts';
import { isNumeric } from '../../numbers/exact-number.ts';
import { isObject } from '../../shared/json/json.ts';
import { NodeError } from '../node-error.ts';
import { convertValue } from '../values/convert.ts';
import { isList } from '../values/field-path.ts';
import { jsonFault } from '../values/json-fault.ts';
import { parseDate } from '../values/parse-date.ts';
import { wrongValue } from '../values/wrong-value.ts';

/** The types of values that conditions compare. */
export type OperandType = 'string' | 'number' | 'boolean' | 'date' | 'array' | 'object' | 'any';

/** What happens to a value of another type: an error (`strict`), or a conversion if there is one (`loose`). */
export type TypeValidation = 'strict' | 'loose';

const NAMES: { readonly [type in OperandType]: string } = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date',
  array: 'a list',
  object: 'an object',
  any: 'a value',
};

const STRICT: { readonly [type in OperandType]: (value: JsonValue) => boolean } = {
  string: (value) => typeof value === 'string',
  number: isNumeric,
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string',
  array: isList,
  object: isObject,
  any: () => true,
};

/**
 * Converts a value to an operand of the type. Missing values and `null` stay. Dates become milliseconds since the epoch.
 * Throws `NodeError` `conditions.wrong_type`.
 */
export function readOperand(
  value: JsonValue | undefined,
  type: OperandType,
  options: { readonly types: TypeValidation; readonly timezone: string; readonly field: string },
): JsonValue | undefined {
  if (value === undefined || value === null || type === 'any') return value;
  if (options.types === 'strict' && !STRICT[type](value)) throw wrongType(value, type, options.field);
  if (type === 'date') return parseDate(value, options.timezone)?.toMillis() ?? missingDate(value, options.field);
  const converted = convertValue(value, type);
  if (!converted.ok) throw wrongType(value, type, options.field);
  return converted.value;
}

function missingDate(value: JsonValue, field: string): undefined {
  if (value === '') return undefined;
  throw wrongType(value, 'date', field);
}

function wrongType(got: JsonValue, type: OperandType, field: string): NodeError {
  const fault = typeof got === 'string' && (type === 'array' || type === 'object') ? jsonFault(got) : null;
  const { code, message } = wrongValue('conditions.wrong_type', field, { expected: NAMES[type], got });
  return new NodeError(code, fault === null ? message : `${message} (${fault})`);
}
