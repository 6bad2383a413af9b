import type { MethodSet } from '../values/members.ts';
import { ARRAY_METHODS } from './array-methods.ts';
import { BOOLEAN_METHODS, NUMBER_METHODS } from './number-methods.ts';
import { OBJECT_METHODS } from './object-methods.ts';
import { STRING_METHODS } from './string-methods.ts';

const NAMES: ReadonlySet<string> = new Set(
  [STRING_METHODS, NUMBER_METHODS, BOOLEAN_METHODS, ARRAY_METHODS, OBJECT_METHODS].flatMap((methods) => [
    ...methods.keys(),
  ]),
);

const SETS: ReadonlyMap<string, MethodSet> = new Map(
  [...NAMES].map((name) => [
    name,
    {
      string: STRING_METHODS.get(name),
      number: NUMBER_METHODS.get(name),
      boolean: BOOLEAN_METHODS.get(name),
      array: ARRAY_METHODS.get(name),
      object: OBJECT_METHODS.get(name),
    },
  ]),
);

const NONE: MethodSet = {
  string: undefined,
  number: undefined,
  boolean: undefined,
  array: undefined,
  object: undefined,
};

/** The methods of one name on texts, numbers, booleans, lists and objects. */
export function findMethods(name: string): MethodSet {
  return SETS.get(name) ?? NONE;
}
