import type { Run } from '../run.ts';
import { toKey } from '../values/convert.ts';
import type { PlainObject } from '../values/plain.ts';
import { type MethodMap, methodMap } from './method-table.ts';

function hasOwn(run: Run, self: PlainObject, [key]: readonly unknown[]): boolean {
  return Object.hasOwn(self, toKey(run, key));
}

/** JavaScript's methods of objects that concern data. */
export const OBJECT_METHODS: MethodMap<PlainObject> = methodMap<PlainObject>(
  [],
  [
    ['hasOwnProperty', hasOwn],
    ['propertyIsEnumerable', hasOwn],
    ['toString', () => '[object Object]'],
    ['toLocaleString', () => '[object Object]'],
    ['valueOf', (_run, self) => self],
  ],
);
