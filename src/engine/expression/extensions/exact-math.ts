import { negate, power } from '../../../numbers/calculate.ts';
import { compareNumbers, isWhole } from '../../../numbers/compare-numbers.ts';
import type { Numeric } from '../../../numbers/exact-number.ts';
import { extreme } from './array-numbers.ts';

type Args = readonly Numeric[];

/** The number without its sign. */
export function absolute(value: Numeric): Numeric {
  return compareNumbers(value, 0) < 0 ? negate(value) : value;
}

/** A whole number is its own rounding. */
function rounded([value = Number.NaN]: Args): Numeric | undefined {
  return isWhole(value) ? value : undefined;
}

/** What some functions of `Math` give of exact numbers; `undefined`: the same as of doubles. */
export const EXACT_MATH: ReadonlyMap<string, (args: Args) => Numeric | undefined> = new Map([
  ['abs', ([value = Number.NaN]: Args): Numeric => absolute(value)],
  ['sign', ([value = Number.NaN]: Args): Numeric => Math.sign(compareNumbers(value, 0))],
  ['ceil', rounded],
  ['floor', rounded],
  ['round', rounded],
  ['trunc', rounded],
  ['pow', ([base = Number.NaN, exponent = Number.NaN]: Args): Numeric => power(base, exponent)],
  ['max', (args: Args): Numeric => extreme(args, -1)],
  ['min', (args: Args): Numeric => extreme(args, 1)],
]);
