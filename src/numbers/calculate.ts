import { isEndless, sideOf } from './compare-numbers.ts';
import { formatDecimal, MAX_DIGITS, readDecimal } from './decimal.ts';
import { DigitsError, decimalOf, doubleOf, type Numeric, readNumber } from './exact-number.ts';

/** Two numbers as whole ones of the same unit: `left` × 10^`exponent` and `right` × 10^`exponent`. */
type Aligned = { readonly left: bigint; readonly right: bigint; readonly exponent: number };

/** A whole number of units of 10^`exponent`. */
type Scaled = { readonly coefficient: bigint; readonly exponent: number };

function scaled(value: Numeric): Scaled {
  const { negative, digits, exponent } = decimalOf(value);
  const coefficient = BigInt(digits);
  return { coefficient: negative ? -coefficient : coefficient, exponent };
}

function unitsOf({ coefficient, exponent }: Scaled, unit: number): bigint {
  return coefficient * 10n ** BigInt(exponent - unit);
}

function aligned(left: Numeric, right: Numeric): Aligned {
  const [a, b] = [scaled(left), scaled(right)];
  const exponent = Math.min(a.exponent, b.exponent);
  return { left: unitsOf(a, exponent), right: unitsOf(b, exponent), exponent };
}

/** The number of so many units. Throws `DigitsError` if it is too long to be kept. */
function numberOf(coefficient: bigint, exponent: number): Numeric {
  const decimal = readDecimal(`${coefficient}e${exponent}`);
  return readNumber(formatDecimal(decimal));
}

/** A whole number as a bigint; a fraction is cut off. */
export function wholeOf(value: Numeric): bigint {
  const { coefficient, exponent } = scaled(value);
  return exponent >= 0 ? unitsOf({ coefficient, exponent }, 0) : coefficient / 10n ** BigInt(-exponent);
}

type Operation = (left: number, right: number) => number;

/** Whether the result of two doubles stays what it is: no whole number has got too large. */
function isKept(result: number, left: number, right: number): boolean {
  return Math.abs(result) <= Number.MAX_SAFE_INTEGER || !(Number.isSafeInteger(left) && Number.isSafeInteger(right));
}

/** What JavaScript makes of an infinity or `NaN` with another number; `undefined` if neither is one. */
function endlessly(operation: Operation, left: Numeric, right: Numeric): number | undefined {
  return isEndless(left) || isEndless(right) ? operation(sideOf(left), sideOf(right)) : undefined;
}

/** The sum, with all digits. */
export function add(left: Numeric, right: Numeric): Numeric {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    if (isKept(sum, left, right)) return sum;
  }
  const endless = endlessly((a, b) => a + b, left, right);
  if (endless !== undefined) return endless;
  const { left: a, right: b, exponent } = aligned(left, right);
  return numberOf(a + b, exponent);
}

/** The difference, with all digits. */
export function subtract(left: Numeric, right: Numeric): Numeric {
  if (typeof left === 'number' && typeof right === 'number') {
    const difference = left - right;
    if (isKept(difference, left, right)) return difference;
  }
  const endless = endlessly((a, b) => a - b, left, right);
  if (endless !== undefined) return endless;
  const { left: a, right: b, exponent } = aligned(left, right);
  return numberOf(a - b, exponent);
}

/** The product, with all digits. */
export function multiply(left: Numeric, right: Numeric): Numeric {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right;
    if (isKept(product, left, right)) return product;
  }
  const endless = endlessly((a, b) => a * b, left, right);
  if (endless !== undefined) return endless;
  const [a, b] = [scaled(left), scaled(right)];
  return numberOf(a.coefficient * b.coefficient, a.exponent + b.exponent);
}

/** What is left of a division, with the sign of the left number. */
export function remainder(left: Numeric, right: Numeric): Numeric {
  if (typeof left === 'number' && typeof right === 'number') return left % right;
  const endless = right === 0 ? Number.NaN : endlessly((a, b) => a % b, left, right);
  if (endless !== undefined) return endless;
  const { left: a, right: b, exponent } = aligned(left, right);
  return numberOf(a % b, exponent);
}

/** Digits of a quotient that are worked out: some more than a double has. */
const QUOTIENT_DIGITS = 25;

/**
 * The quotient. It is exact if it is a whole number; any other is rounded, as each division is. Throws `DigitsError` where that
 * would drop digits before the point.
 */
export function divide(left: Numeric, right: Numeric): Numeric {
  if (typeof left === 'number' && typeof right === 'number') return left / right;
  const endless = right === 0 ? sideOf(left) / right : endlessly((a, b) => a / b, left, right);
  if (endless !== undefined) return endless;
  const { left: a, right: b } = aligned(left, right);
  if (a % b === 0n) return numberOf(a / b, 0);
  const shift = Math.max(0, QUOTIENT_DIGITS + String(b).length - String(a).length);
  const rounded = Number(`${(a * 10n ** BigInt(shift)) / b}e-${shift}`);
  if (rounded !== 0 && Math.abs(rounded) < Number.MAX_SAFE_INTEGER) return rounded;
  throw new DigitsError('The quotient has more digits than can be kept.');
}

/** About the decimal logarithm of digits: what a power multiplies by its exponent. */
function magnitudeOf(digits: string): number {
  return digits === '' ? 0 : digits.length - 1 + Math.log10(Number(`${digits.slice(0, 1)}.${digits.slice(1, 15)}`));
}

/** The power. It is exact if base and exponent are whole. Throws `DigitsError` if it is too long, or a number would be rounded. */
export function power(base: Numeric, exponent: Numeric): Numeric {
  if (typeof base === 'number' && typeof exponent === 'number') {
    const result = base ** exponent;
    if (isKept(result, base, exponent)) return result;
  }
  const endless = endlessly((a, b) => a ** b, base, exponent);
  if (endless !== undefined) return endless;
  const times = doubleOf(exponent);
  if (times !== undefined && Number.isSafeInteger(times) && times >= 0) {
    const digits = times * magnitudeOf(decimalOf(base).digits);
    if (digits > MAX_DIGITS) throw new DigitsError('The power has more digits than can be kept.');
    const { coefficient, exponent: unit } = scaled(base);
    return numberOf(coefficient ** BigInt(times), unit * times);
  }
  const root = doubleOf(base);
  if (root !== undefined && times !== undefined) return root ** times;
  throw new DigitsError('The power would be rounded.');
}

/** The number with the other sign. */
export function negate(value: Numeric): Numeric {
  return typeof value === 'number' ? -value : value.negated();
}
