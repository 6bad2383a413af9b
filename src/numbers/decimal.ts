/**
 * A number by its digits: 0.`digits` × 10^(`digits.length` + `exponent`), so `digits` × 10^`exponent`. There are no zeros at
 * either end of the digits, and none at all for 0.
 */
export type Decimal = { readonly negative: boolean; readonly digits: string; readonly exponent: number };

const PARTS = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** The digits of a number that is written in decimal digits, as JSON or JavaScript do. */
export function readDecimal(text: string): Decimal {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = PARTS.exec(text) ?? [];
  const all = whole + fraction;
  const digits = withoutZeros(all);
  const dropped = digits === '' ? 0 : zerosAtEnd(all);
  return { negative: sign === '-', digits, exponent: digits === '' ? 0 : Number(exponent) - fraction.length + dropped };
}

const ZERO = 0x30;

function zerosAtEnd(text: string): number {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === ZERO) end -= 1;
  return text.length - end;
}

function withoutZeros(text: string): string {
  let start = 0;
  while (start < text.length && text.charCodeAt(start) === ZERO) start += 1;
  return text.slice(start, Math.max(start, text.length - zerosAtEnd(text)));
}

const JSON_NUMERAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** Whether JSON writes numbers like this. */
export function isJsonNumeral(text: string): boolean {
  return JSON_NUMERAL.test(text);
}

/** So many zeros are written out. */
const MOST_ZEROS = 30;

/** The number as JSON writes it: plainly, or with an exponent if there would be very many zeros. */
export function formatDecimal({ negative, digits, exponent }: Decimal): string {
  const sign = negative ? '-' : '';
  if (digits === '') return '0';
  if (exponent >= 0 && exponent <= MOST_ZEROS) return sign + digits + '0'.repeat(exponent);
  const point = digits.length + exponent;
  if (point > 0 && exponent < 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  if (point <= 0 && -point <= MOST_ZEROS) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  const [first, rest] = [digits.slice(0, 1), digits.slice(1)];
  return `${sign}${first}${rest === '' ? '' : `.${rest}`}e${point - 1}`;
}

/** The order of two numbers: below, at or above 0 as the left one is smaller, the same or larger. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  if (left.digits === '' || right.digits === '') return signOf(left) - signOf(right);
  if (left.negative !== right.negative) return left.negative ? -1 : 1;
  return left.negative ? compareSizes(right, left) : compareSizes(left, right);
}

function signOf({ negative, digits }: Decimal): number {
  if (digits === '') return 0;
  return negative ? -1 : 1;
}

function compareSizes(left: Decimal, right: Decimal): number {
  const points = left.digits.length + left.exponent - right.digits.length - right.exponent;
  if (points !== 0) return points;
  if (left.digits === right.digits) return 0;
  return left.digits < right.digits ? -1 : 1;
}
