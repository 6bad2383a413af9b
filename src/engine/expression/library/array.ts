import { ExpressionError } from '../expression-error.ts';
import { type Run, spend } from '../run.ts';
import { describe, toNumber } from '../values/convert.ts';
import { callback, callFunction, LIBRARY_LEVELS, makeFunction } from '../values/function-value.ts';
import { elementsOf } from '../values/iterate.ts';
import { functionMembers } from '../values/namespace.ts';
import { isList, isPlainObject } from '../values/plain.ts';

type Args = readonly unknown[];

/** A list of that many `undefined`, with no holes. */
function blank(run: Run, length: unknown): unknown[] {
  const count = toNumber(run, length);
  if (!Number.isInteger(count) || count < 0) {
    throw new ExpressionError('expression.invalid_argument', 'The length of a list must be a whole number from 0.');
  }
  spend(run, count);
  return new Array(count).fill(undefined);
}

function make(run: Run, args: Args): unknown[] {
  return args.length === 1 && typeof args[0] === 'number' ? blank(run, args[0]) : [...args];
}

/** What `Array.from` takes: an iterable value, or an object with a `length` and indices as keys. */
function listOf(run: Run, value: unknown): readonly unknown[] {
  const elements = elementsOf(run, value);
  if (elements !== undefined) return elements;
  if (!isPlainObject(value)) {
    if (typeof value === 'number' || typeof value === 'boolean') return [];
    throw new ExpressionError('expression.not_iterable', `A list was expected, not ${describe(value)}.`);
  }
  const length = Object.hasOwn(value, 'length') ? Math.max(0, Math.trunc(toNumber(run, value.length)) || 0) : 0;
  return blank(run, length).map((_empty, index) => (Object.hasOwn(value, index) ? value[index] : undefined));
}

function from(run: Run, [value, fn]: Args): unknown {
  const list = listOf(run, value);
  spend(run, list.length);
  if (fn === undefined) return [...list];
  const callee = callback('Array.from', fn);
  return list.map((element, index) => callFunction(run, callee, [element, index]));
}

const MEMBERS = functionMembers('Array', {
  isArray: (_run, [value]) => isList(value),
  of: (_run, args) => [...args],
  from,
});

/** `Array`. */
export const ARRAY = makeFunction({
  name: 'Array',
  invoke: make,
  levels: LIBRARY_LEVELS,
  members: MEMBERS,
  construct: make,
  isInstance: isList,
});
