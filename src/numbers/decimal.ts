/**
 * A number by its digits: 0.`digits` × 10^(`digits.length` + `exponent`), so `digits` × 10^`exponent`. There are no zeros at
 * either end of the digits, and none at all for 0.
 */
export type Decimal = { readonly negative: boolean; readonly digits: string; readonly exponent: number };

/** The parts of a numeral, without the sign. `exponent` is what follows the `e`. */
type Parts = { readonly whole: string; readonly fraction: string; readonly exponent: string };

const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const PLUS = 0x2b;
const MINUS = 0x2d;
const EXPONENT = 0x65;
/** Small and capital letters differ in one bit. */
const CASE = 0x20;

function afterDigits(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code >= ZERO && code <= NINE; code = text.charCodeAt(at)) at += 1;
  return at;
}

function afterSign(text: string, from: number): number {
  const code = text.charCodeAt(from);
  return code === PLUS || code === MINUS ? from + 1 : from;
}

/**
 * Takes a numeral apart; `null` if the text is none. A regular expression would run out of stack with millions of digits.
 */
function partsOf(text: string): Parts | null {
  const start = afterSign(text, 0);
  const point = afterDigits(text, start);
  const hasPoint = text.charCodeAt(point) === POINT;
  const end = hasPoint ? afterDigits(text, point + 1) : point;
  const whole = text.slice(start, point);
  const fraction = hasPoint ? text.slice(point + 1, end) : '';
  if (whole === '' && fraction === '') return null;
  if (end === text.length) return { whole, fraction, exponent: '' };
  const digits = afterSign(text, end + 1);
  const isWhole = (text.charCodeAt(end) | CASE) === EXPONENT && digits < text.length;
  return isWhole && afterDigits(text, digits) === text.length
    ? { whole, fraction, exponent: text.slice(end + 1) }
    : null;
}

/** Whether a text is a number in decimal digits: with a sign, a point, digits on either side of it, an exponent, as it likes. */
export function isNumeral(text: string): boolean {
  return partsOf(text) !== null;
}

/** Whether JSON writes numbers like this. */
export function isJsonNumeral(text: string): boolean {
  const parts = partsOf(text);
  if (parts === null || text.charCodeAt(0) === PLUS || parts.whole === '') return false;
  if (parts.whole.length > 1 && parts.whole.charCodeAt(0) === ZERO) return false;
  return parts.fraction !== '' || !text.includes('.');
}

/** The digits of a number that is written in decimal digits, as JSON or JavaScript do. */
export function readDecimal(text: string): Decimal {
  const { whole, fraction, exponent } = partsOf(text) ?? { whole: '', fraction: '', exponent: '' };
  const negative = text.charCodeAt(0) === MINUS;
  const all = whole + fraction;
  const zeros = zerosAtEnd(all);
  const digits = all.slice(zerosAtStart(all), all.length - zeros);
  return { negative, digits, exponent: digits === '' ? 0 : Number(exponent) - fraction.length + zeros };
}

function zerosAtStart(text: string): number {
  let start = 0;
  while (start < text.length && text.charCodeAt(start) === ZERO) start += 1;
  return start;
}

function zerosAtEnd(text: string): number {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === ZERO) end -= 1;
  return text.length - end;
}

/** No number has more digits than this when it is written out, before and behind the point: what computes with them is not linear. */
export const MAX_DIGITS = 2_000;

/** A whole number of more digits is no double, however it is written. */
const MOST_DIGITS = 309;

/** So many zeros are written out in any case. */
const MOST_ZEROS = 30;

/**
 * The number as JSON writes it. A whole one has all of its zeros where it would be read as a double with an exponent; any other
 * has an exponent if there would be very many.
 */
export function formatDecimal({ negative, digits, exponent }: Decimal): string {
  const sign = negative ? '-' : '';
  if (digits === '') return '0';
  if (exponent >= 0 && (exponent <= MOST_ZEROS || digits.length + exponent <= MOST_DIGITS))
    return sign + digits + '0'.repeat(exponent);
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
