import { add, divide } from '../../../numbers/calculate.ts';
import { compareNumbers } from '../../../numbers/compare-numbers.ts';
import { isNumeric, type Numeric } from '../../../numbers/exact-number.ts';
import type { MethodTable } from '../methods/method-table.ts';
import { chargeDigits, type Run, spend } from '../run.ts';
import { describe } from '../values/convert.ts';
import { unfit } from './arguments.ts';

type List = readonly unknown[];

function numbers(run: Run, method: string, list: List): Numeric[] {
  spend(run, list.length);
  return list.map((element) => {
    chargeDigits(run, element);
    if (isNumeric(element)) return element;
    throw unfit(method, `all elements must be numbers, and one is ${describe(element)}.`);
  });
}

/** The sum, with all digits. */
export function total(values: readonly Numeric[]): Numeric {
  return values.reduce(add, 0);
}

/** The smallest of numbers (`sign` 1), or the largest (-1): `NaN` if one of them is that, an infinity if there are none. */
export function extreme(values: readonly Numeric[], sign: 1 | -1): Numeric {
  return values.reduce((best, value) => {
    const order = sign * compareNumbers(value, best);
    if (Number.isNaN(order)) return order;
    return order < 0 ? value : best;
  }, sign * Number.POSITIVE_INFINITY);
}

/** The average of numbers; 0 for none. */
export function averageOf(run: Run, list: List): Numeric {
  const values = numbers(run, 'average', list);
  return values.length === 0 ? 0 : divide(total(values), values.length);
}

/** Methods on lists of numbers. */
export const ARRAY_NUMBERS: MethodTable<List> = {
  sum: (run, self) => total(numbers(run, 'sum', self)),
  min: (run, self) => extreme(numbers(run, 'min', self), 1),
  max: (run, self) => extreme(numbers(run, 'max', self), -1),
  average: averageOf,
};
