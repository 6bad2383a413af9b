import { readNumber } from '../../../src/numbers/exact-number.ts';
import { evaluate } from './evaluate.ts';

/** A whole number that no double is. */
export const ID = '12345678901234567890';

/** Numbers of many digits, under names. */
export const DATA = {
  id: readNumber(ID),
  same: readNumber(ID),
  next: readNumber('12345678901234567891'),
  huge: readNumber('1e400'),
  tiny: readNumber('1e-400'),
  long: readNumber('123456789.123456789123'),
  printed: readNumber('0.10000000000000001'),
  eth: readNumber('1000000000000000000'),
  text: ID,
  list: [readNumber('12345678901234567891'), 5, readNumber(ID), readNumber(ID)],
};

export function show(source: string): string {
  return JSON.stringify(evaluate(source, DATA));
}
