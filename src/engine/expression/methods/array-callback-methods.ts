import { type Run, spend } from '../run.ts';
import { callback, callFunction } from '../values/function-value.ts';
import type { Method } from '../values/opaque.ts';
import { isList } from '../values/plain.ts';
import type { MethodTable } from './method-table.ts';

type List = readonly unknown[];

/** The JavaScript callback: calls the function of the language with the element, its index and the list. */
type Iteratee = (element: unknown, index: number) => unknown;

function each(name: string, act: (list: List, iteratee: Iteratee) => unknown): Method<List> {
  return (run, self, [fn]) => {
    const callee = callback(name, fn);
    return act(self, (element, index) => {
      spend(run, 1);
      return callFunction(run, callee, [element, index, self]);
    });
  };
}

function flatMap(run: Run, self: List, [fn]: List): unknown[] {
  const callee = callback('flatMap', fn);
  const flat: unknown[] = [];
  for (const [index, element] of self.entries()) {
    const result = callFunction(run, callee, [element, index, self]);
    spend(run, isList(result) ? 1 + result.length : 1);
    if (isList(result)) for (const inner of result) flat.push(inner);
    else flat.push(result);
  }
  return flat;
}

type Reduce = 'reduce' | 'reduceRight';

function reduce(name: Reduce): Method<List> {
  return (run, self, args) => {
    const callee = callback(name, args[0]);
    const step = (result: unknown, element: unknown, index: number): unknown => {
      spend(run, 1);
      return callFunction(run, callee, [result, element, index, self]);
    };
    return args.length > 1 ? self[name](step, args[1]) : self[name](step);
  };
}

/** The methods of a list that call a function for its elements. */
export const CALLBACK_METHODS: MethodTable<List> = {
  map: each('map', (list, fn) => list.map(fn)),
  filter: each('filter', (list, fn) => list.filter(fn)),
  find: each('find', (list, fn) => list.find(fn)),
  findIndex: each('findIndex', (list, fn) => list.findIndex(fn)),
  findLast: each('findLast', (list, fn) => list.findLast(fn)),
  findLastIndex: each('findLastIndex', (list, fn) => list.findLastIndex(fn)),
  some: each('some', (list, fn) => list.some(fn)),
  every: each('every', (list, fn) => list.every(fn)),
  forEach: each('forEach', (list, fn) => list.forEach(fn)),
  flatMap,
  reduce: reduce('reduce'),
  reduceRight: reduce('reduceRight'),
};
