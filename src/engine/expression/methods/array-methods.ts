import { hasTwoKinds, isSameNumber } from '../../../numbers/compare-numbers.ts';
import type { Numeric } from '../../../numbers/exact-number.ts';
import { ExpressionError } from '../expression-error.ts';
import { type Run, spend } from '../run.ts';
import { joinList, toNumber, toText } from '../values/convert.ts';
import type { Method } from '../values/opaque.ts';
import { isList } from '../values/plain.ts';
import { CALLBACK_METHODS } from './array-callback-methods.ts';
import { ORDER_METHODS } from './array-order-methods.ts';
import { type MethodMap, type MethodTable, methodMap } from './method-table.ts';

type List = readonly unknown[];

/** A number among the arguments, or `undefined` if it is left out. */
function optional(run: Run, value: unknown): number | undefined {
  return value === undefined ? undefined : toNumber(run, value);
}

function flatten(run: Run, list: List, depth: number): unknown[] {
  const flat: unknown[] = [];
  spend(run, list.length);
  for (const element of list) {
    if (depth >= 1 && isList(element)) for (const inner of flatten(run, element, depth - 1)) flat.push(inner);
    else flat.push(element);
  }
  return flat;
}

function concat(run: Run, self: List, args: List): unknown[] {
  spend(run, self.length);
  for (const argument of args) spend(run, isList(argument) ? argument.length : 1);
  return self.concat(...args);
}

function fill(run: Run, self: List, [value, start, end]: List): unknown[] {
  spend(run, self.length);
  return [...self].fill(value, optional(run, start), optional(run, end));
}

/** Methods that only make sense if they change the list, which expressions may not do. */
function refused(name: string): Method<List> {
  return () => {
    const message = `${name}() would change the list: write [...list, value] for a new one.`;
    throw new ExpressionError('expression.forbidden', message);
  };
}

function looking(look: (list: List, value: unknown, from: number | undefined) => unknown): Method<List> {
  return (run, self, [value, from]) => {
    const weight = typeof value === 'string' ? 8 + value.length : 32;
    spend(run, 1 + Math.floor((self.length * weight) / 256));
    return look(hasTwoKinds(value) ? knowing(run, self, value) : self, value, optional(run, from));
  };
}

/** The list with this very value wherever it has the same number: the host tells exact numbers apart as objects. */
function knowing(run: Run, list: List, value: Numeric): List {
  spend(run, list.length);
  return list.map((element) => (isSameNumber(element, value) ? value : element));
}

const PLAIN: MethodTable<List> = {
  at: (run, self, [index]) => self.at(toNumber(run, index)),
  includes: looking((list, value, from) => list.includes(value, from)),
  indexOf: looking((list, value, from) => list.indexOf(value, from)),
  lastIndexOf: looking((list, value, from) =>
    from === undefined ? list.lastIndexOf(value) : list.lastIndexOf(value, from),
  ),
  slice: (run, self, [start, end]) => {
    spend(run, 1 + (self.length >>> 3));
    return self.slice(optional(run, start), optional(run, end));
  },
  join: (run, self, [separator]) => joinList(run, self, separator === undefined ? ',' : toText(run, separator)),
  concat,
  flat: (run, self, [depth]) => flatten(run, self, depth === undefined ? 1 : toNumber(run, depth)),
  fill,
  keys: (run, self) => {
    spend(run, self.length);
    return self.map((_element, index) => index);
  },
  values: (run, self) => {
    spend(run, self.length);
    return [...self];
  },
  entries: (run, self) => {
    spend(run, self.length);
    return self.map((element, index) => [index, element]);
  },
  pop: (_run, self) => self.at(-1),
  shift: (_run, self) => self[0],
  push: refused('push'),
  unshift: refused('unshift'),
  copyWithin: refused('copyWithin'),
};

/**
 * JavaScript's methods of lists. Data never changes: `sort`, `reverse`, `fill` and `splice` return what they return in
 * JavaScript, and leave the list unchanged.
 */
export const ARRAY_METHODS: MethodMap<List> = methodMap(
  [PLAIN, CALLBACK_METHODS, ORDER_METHODS],
  [
    ['toString', (run, self) => joinList(run, self, ',')],
    ['toLocaleString', (run, self) => joinList(run, self, ',')],
  ],
);
