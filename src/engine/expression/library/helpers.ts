import type { Numeric } from '../../../numbers/exact-number.ts';
import { listArgument, numberArgument, unfit } from '../extensions/arguments.ts';
import { averageOf, extreme } from '../extensions/array-numbers.ts';
import { isEmptyValue } from '../extensions/emptiness.ts';
import { jmespath } from '../jmespath/search.ts';
import { type Run, spend } from '../run.ts';
import { toNumeric, toText } from '../values/convert.ts';
import { type FunctionValue, libraryFunction } from '../values/function-value.ts';
import { type PlainObject, put } from '../values/plain.ts';

type Args = readonly unknown[];

function ifEmpty(run: Run, args: Args): unknown {
  if (args.length !== 2) throw unfit('$ifEmpty', 'a value and what to take instead were expected.');
  return isEmptyValue(run, args[0]) ? args[1] : args[0];
}

/** The integers from one number to another, both included, up or down. */
function numberList(run: Run, [from, to]: Args): number[] {
  const start = numberArgument('numberList', from);
  const end = numberArgument('numberList', to);
  const length = Math.floor(Math.abs(end - start)) + 1;
  const step = start < end ? 1 : -1;
  spend(run, length);
  return Array.from({ length }, (_empty, index) => start + index * step);
}

/** An object of a list of keys and a list of values. */
function zip(run: Run, [keys, values]: Args): PlainObject {
  const names = listArgument('zip', keys);
  const fields = listArgument('zip', values);
  if (names.length !== fields.length) throw unfit('zip', 'the two lists must be of the same length.');
  spend(run, names.length);
  const zipped: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) put(zipped, toText(run, name), fields[index]);
  return zipped;
}

function extremeOf(sign: 1 | -1): (run: Run, args: Args) => Numeric {
  return (run, args) =>
    extreme(
      args.map((value) => toNumeric(run, value)),
      sign,
    );
}

const FUNCTIONS: { readonly [name: string]: (run: Run, args: Args) => unknown } = {
  $if: (_run, [condition, then, otherwise = false]) => (condition ? then : otherwise),
  $ifEmpty: ifEmpty,
  $not: (_run, [value]) => !value,
  $min: extremeOf(1),
  $max: extremeOf(-1),
  $average: averageOf,
  $jmespath: jmespath,
  numberList,
  zip,
};

/** The functions that n8n's expressions have beside their methods. */
export const HELPERS: readonly (readonly [string, FunctionValue])[] = Object.entries(FUNCTIONS).map(
  ([name, invoke]) => [name, libraryFunction(name, invoke)] as const,
);
