import { isExact } from '../../../numbers/exact-number.ts';
import { ExpressionError } from '../expression-error.ts';
import { asDouble, describe } from '../values/convert.ts';
import { isList, isPlainObject, type PlainObject } from '../values/plain.ts';

/** The error for wrong arguments of an extension method. */
export function unfit(method: string, message: string): ExpressionError {
  return new ExpressionError('expression.invalid_argument', `${method}(): ${message}`);
}

/** A text among the arguments of a method. */
export function textArgument(method: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw unfit(method, `a text was expected, not ${describe(value)}.`);
}

/** A text among the arguments of a method that may be left out. */
export function optionalText(method: string, value: unknown, fallback: string): string {
  return value === undefined ? fallback : textArgument(method, value);
}

/** A number among the arguments of a method. */
export function numberArgument(method: string, value: unknown): number {
  if (isExact(value)) return asDouble(value);
  if (typeof value === 'number' && !Number.isNaN(value)) return value;
  throw unfit(method, `a number was expected, not ${describe(value)}.`);
}

/** A list among the arguments of a method. */
export function listArgument(method: string, value: unknown): readonly unknown[] {
  if (isList(value)) return value;
  throw unfit(method, `a list was expected, not ${describe(value)}.`);
}

/** An object of data among the arguments of a method. */
export function objectArgument(method: string, value: unknown): PlainObject {
  if (isPlainObject(value)) return value;
  throw unfit(method, `an object was expected, not ${describe(value)}.`);
}
