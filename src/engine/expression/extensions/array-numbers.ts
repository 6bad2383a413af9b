import type { MethodTable } from '../methods/method-table.ts';
import { type Run, spend } from '../run.ts';
import { describe } from '../values/convert.ts';
import { unfit } from './arguments.ts';

type List = readonly unknown[];

function numbers(run: Run, method: string, list: List): number[] {
  spend(run, list.length);
  return list.map((element) => {
    if (typeof element === 'number') return element;
    throw unfit(method, `all elements must be numbers, and one is ${describe(element)}.`);
  });
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function extreme(values: readonly number[], pick: (a: number, b: number) => number, start: number): number {
  return values.reduce((found, value) => pick(found, value), start);
}

/** The average of numbers; 0 for none. */
export function averageOf(run: Run, list: List): number {
  const values = numbers(run, 'average', list);
  return values.length === 0 ? 0 : total(values) / values.length;
}

/** Methods on lists of numbers. */
export const ARRAY_NUMBERS: MethodTable<List> = {
  sum: (run, self) => total(numbers(run, 'sum', self)),
  min: (run, self) => extreme(numbers(run, 'min', self), Math.min, Number.POSITIVE_INFINITY),
  max: (run, self) => extreme(numbers(run, 'max', self), Math.max, Number.NEGATIVE_INFINITY),
  average: averageOf,
};
