import { DigitsError, type Numeric, numberOfText } from '../../../numbers/exact-number.ts';

const NUMBER = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/i;
const INTEGER = /^\s*([+-]?\d+)/;
const HEXADECIMAL = /^\s*[+-]?0x/i;

/** As `parseFloat`, with all digits. Throws `DigitsError` for a number that is too long to be kept. */
export function leadingNumber(text: string): Numeric {
  const numeral = NUMBER.exec(text)?.[1];
  return numeral === undefined ? Number.parseFloat(text) : numberOfText(numeral);
}

/** As `parseInt`, with all digits. Throws `DigitsError` for a number that would lose some. */
export function leadingInteger(text: string, radix?: number): Numeric {
  const number = Number.parseInt(text, radix);
  if (Number.isSafeInteger(number) || Number.isNaN(number)) return number;
  const numeral = INTEGER.exec(text)?.[1];
  const isDecimal = (radix ?? 0) === 0 ? !HEXADECIMAL.test(text) : radix === 10;
  if (isDecimal && numeral !== undefined) return numberOfText(numeral);
  throw new DigitsError('The number has more digits than can be kept when it is read in another base than 10.');
}
