import { isEndless, isWhole } from '../../numbers/compare-numbers.ts';
import { isNumeral } from '../../numbers/decimal.ts';
import { type Numeric, readNumber } from '../../numbers/exact-number.ts';

/** Longer ones are not what somebody types. */
const LONGEST = 100;

/** The number that somebody typed, with all of its digits; `null` if it is none, or has to be whole and is not. */
export function numberOf(text: string, integer: boolean): Numeric | null {
  if (text.length > LONGEST || !isNumeral(text)) return null;
  const [, exponent = '0'] = text.toLowerCase().split('e');
  if (Math.abs(Number(exponent)) > LONGEST) return null;
  const value = readNumber(text);
  return isEndless(value) || (integer && !isWhole(value)) ? null : value;
}
