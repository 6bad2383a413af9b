import { compareNumbers } from '../../../numbers/compare-numbers.ts';
import { chargeComparison, type Run, spend } from '../run.ts';
import { toNumber, toNumeric, toText } from '../values/convert.ts';
import { callback, callFunction } from '../values/function-value.ts';
import type { MethodTable } from './method-table.ts';

type List = readonly unknown[];
type Comparison = (a: unknown, b: unknown) => number;

function compareAsTexts(run: Run): Comparison {
  return (a, b) => {
    spend(run, 2);
    const left = toText(run, a);
    const right = toText(run, b);
    chargeComparison(run, left, right);
    if (left === right) return 0;
    return left < right ? -1 : 1;
  };
}

function compareBy(run: Run, fn: unknown): Comparison {
  const callee = callback('sort', fn);
  return (a, b) => {
    spend(run, 1);
    return compareNumbers(toNumeric(run, callFunction(run, callee, [a, b])), 0);
  };
}

function sort(run: Run, self: List, [fn]: List): unknown[] {
  spend(run, self.length);
  return self.toSorted(fn === undefined ? compareAsTexts(run) : compareBy(run, fn));
}

function reverse(run: Run, self: List): unknown[] {
  spend(run, self.length);
  return self.toReversed();
}

/** Start and count of a splice, as JavaScript reads them. */
function range(run: Run, self: List, [start, count]: List): { start: number; count: number } {
  const from = Math.trunc(toNumber(run, start)) || 0;
  const first = from < 0 ? Math.max(0, self.length + from) : Math.min(from, self.length);
  if (count === undefined) return { start: first, count: self.length - first };
  const wanted = Math.trunc(toNumber(run, count)) || 0;
  return { start: first, count: Math.min(Math.max(0, wanted), self.length - first) };
}

function splice(run: Run, self: List, args: List): unknown[] {
  if (args.length === 0) return [];
  const { start, count } = range(run, self, spliceArguments(args));
  spend(run, count);
  return self.slice(start, start + count);
}

function toSpliced(run: Run, self: List, args: List): unknown[] {
  spend(run, self.length + args.length);
  if (args.length === 0) return [...self];
  const { start, count } = range(run, self, spliceArguments(args));
  return [...self.slice(0, start), ...args.slice(2), ...self.slice(start + count)];
}

/** A count of `undefined` means 0; a count that is left out means all. */
function spliceArguments(args: List): List {
  return args.length > 1 ? [args[0], args[1] ?? 0] : args;
}

function replaced(run: Run, self: List, [index, value]: List): unknown[] {
  spend(run, self.length);
  return self.with(toNumber(run, index), value);
}

/** The methods that return the list in another order or with other elements. None changes the list itself. */
export const ORDER_METHODS: MethodTable<List> = {
  sort,
  toSorted: sort,
  reverse,
  toReversed: reverse,
  splice,
  toSpliced,
  with: replaced,
};
