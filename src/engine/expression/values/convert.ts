import { numberKey } from '../../../numbers/compare-numbers.ts';
import {
  DigitsError,
  doubleOf,
  type ExactNumber,
  isExact,
  type Numeric,
  numberOfText,
} from '../../../numbers/exact-number.ts';
import { ExpressionError } from '../expression-error.ts';
import { chargeLong, produce, type Run, spend } from '../run.ts';
import { type Hint, isOpaque, kindOf, type Primitive } from './opaque.ts';
import { isList } from './plain.ts';

/** How much of a number a message shows. */
const SHOWN_DIGITS = 40;

/** The kinds of a value as `typeof` tells them; functions of the host and symbols are not among them. */
export function typeOf(value: unknown): string {
  if (isExact(value)) return 'number';
  return isOpaque(value) ? kindOf(value).typeOf : typeof value;
}

/** JavaScript's ToPrimitive, but without calling anything in the data: a key `toString` is only data. */
export function toPrimitive(run: Run, value: unknown, hint: Hint): Primitive {
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
    case 'number':
    case 'string':
      return value;
    case 'object':
      return value === null ? null : objectToPrimitive(run, value, hint);
    default:
      throw new ExpressionError('expression.forbidden', 'This value cannot be used in expressions.');
  }
}

function objectToPrimitive(run: Run, value: object, hint: Hint): Primitive {
  if (isList(value)) return joinList(run, value, ',');
  if (isExact(value)) return value.text;
  return isOpaque(value) ? kindOf(value).toPrimitive(run, value.value, hint) : '[object Object]';
}

/** JavaScript's ToString. */
export function toText(run: Run, value: unknown): string {
  return typeof value === 'string' ? value : String(toPrimitive(run, value, 'string'));
}

/** JavaScript's ToNumber. Throws `expression.number_too_long` for a number that is no double. */
export function toNumber(run: Run, value: unknown): number {
  if (typeof value === 'number') return value;
  const number = toNumeric(run, value);
  return typeof number === 'number' ? number : asDouble(number);
}

/** The double that an exact number is; throws `expression.number_too_long` if it is none. */
export function asDouble(value: ExactNumber): number {
  const number = doubleOf(value);
  if (number !== undefined) return number;
  const { text } = value;
  const shown = text.length > SHOWN_DIGITS ? `${text.slice(0, SHOWN_DIGITS)}…` : text;
  const message = `The number ${shown} would lose digits here. To round it on purpose, call toDouble() on it.`;
  throw new ExpressionError('expression.number_too_long', message);
}

/** JavaScript's ToNumber, but with all digits. Throws `DigitsError` for a text that is too long a number. */
export function toNumeric(run: Run, value: unknown): Numeric {
  if (typeof value === 'number' || isExact(value)) return value;
  const primitive = toPrimitive(run, value, 'number');
  chargeLong(run, primitive);
  if (typeof primitive !== 'string') return Number(primitive);
  const number = numberOfText(primitive);
  if (isExact(number)) spend(run, number.text.length >>> 3);
  return number;
}

/** The same for a comparison: a text that is too long a number counts as the nearest double. */
export function toComparable(run: Run, value: unknown): Numeric {
  try {
    return toNumeric(run, value);
  } catch (error) {
    if (!(error instanceof DigitsError)) throw error;
    return Number(toText(run, value));
  }
}

/** JavaScript's ToPropertyKey. The same number has the same key, however it is written. */
export function toKey(run: Run, value: unknown): string | number {
  if (typeof value === 'number') return value;
  return isExact(value) ? numberKey(value) : toText(run, value);
}

/** `Array.prototype.join`, paid for before the text is made. */
export function joinList(run: Run, list: readonly unknown[], separator: string): string {
  spend(run, list.length);
  const parts: string[] = [];
  for (const element of list) {
    const part = element === undefined || element === null ? '' : toText(run, element);
    produce(run, part.length + separator.length);
    parts.push(part);
  }
  return parts.join(separator);
}

/** Arguments for a JavaScript function that takes primitives. Converting them calls nothing in the data. */
export function toPrimitives(run: Run, args: readonly unknown[], hint: Hint): Primitive[] {
  return args.map((argument) => toPrimitive(run, argument, hint));
}

/** What a value is called in messages. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (isExact(value)) return 'a number';
  if (isList(value)) return 'an array';
  if (isOpaque(value)) return `a ${kindOf(value).name}`;
  if (value === undefined) return 'undefined';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
