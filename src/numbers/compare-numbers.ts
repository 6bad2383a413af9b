import { compareDecimals, formatDecimal, readDecimal } from './decimal.ts';
import { decimalOf, isExact, isNumeric, type Numeric } from './exact-number.ts';

/**
 * The order of two numbers by all of their digits: below, at or above 0 as the left one is smaller, the same or larger, and
 * `NaN` if one of them is that. A double has the digits that JavaScript writes.
 */
export function compareNumbers(left: Numeric, right: Numeric): number {
  const a = nearest(left);
  const b = nearest(right);
  if (a < b) return -1;
  if (a > b) return 1;
  if (typeof left === 'number' && typeof right === 'number') return a === b ? 0 : Number.NaN;
  if (isEndless(left) || isEndless(right)) return orderOf(sideOf(left), sideOf(right));
  return compareDecimals(decimalOf(left), decimalOf(right));
}

function nearest(value: Numeric): number {
  return typeof value === 'number' ? value : value.double;
}

/** A stand-in for a number beside an infinity: nothing counts of an exact one but its sign. */
export function sideOf(value: Numeric): number {
  if (typeof value === 'number') return value;
  return value.text.startsWith('-') ? -1 : 1;
}

/** Whether it is an infinity or `NaN`. */
export function isEndless(value: Numeric): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}

function orderOf(left: number, right: number): number {
  if (left < right) return -1;
  return left > right ? 1 : Number.NaN;
}

/** Whether two values are the same number, one of them being exact. What is no number never is. */
export function isSameNumber(left: unknown, right: unknown): boolean {
  return isNumeric(left) && isNumeric(right) && compareNumbers(left, right) === 0;
}

/** Whether the same number may come as the other kind, too: an exact one, or a whole double from 2^53. */
export function hasTwoKinds(value: unknown): value is Numeric {
  return isExact(value) || (Number.isInteger(value) && !Number.isSafeInteger(value));
}

/** A text that is the same for the same number: for a plain one it is what JavaScript writes. */
export function numberKey(value: Numeric): string {
  if (typeof value === 'number') return String(value);
  const { decimal, double: number } = value;
  const plain = Number.isFinite(number) && compareDecimals(readDecimal(String(number)), decimal) === 0;
  return plain ? String(number) : formatDecimal(decimal);
}

/** Whether it has no digits behind the point. */
export function isWhole(value: Numeric): boolean {
  return isExact(value) ? value.decimal.exponent >= 0 : Number.isInteger(value);
}
