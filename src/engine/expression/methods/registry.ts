import { ARRAY_EXTENSIONS } from '../extensions/array.ts';
import { withDateMethods } from '../extensions/iso-dates.ts';
import { BOOLEAN_EXTENSIONS, NUMBER_EXTENSIONS } from '../extensions/number.ts';
import { OBJECT_EXTENSIONS } from '../extensions/object.ts';
import { STRING_CASE } from '../extensions/string-case.ts';
import { STRING_CONVERSION } from '../extensions/string-conversion.ts';
import { STRING_ENCODING } from '../extensions/string-encoding.ts';
import { STRING_PATTERNS } from '../extensions/string-patterns.ts';
import { ARRAY_METHODS } from './array-methods.ts';
import type { MethodSet } from './method-set.ts';
import { type MethodMap, methodMap } from './method-table.ts';
import { BOOLEAN_METHODS, NUMBER_METHODS } from './number-methods.ts';
import { OBJECT_METHODS } from './object-methods.ts';
import { STRING_METHODS } from './string-methods.ts';

const string = withDateMethods(
  methodMap([STRING_CASE, STRING_CONVERSION, STRING_ENCODING, STRING_PATTERNS], [...STRING_METHODS]),
);
const number = methodMap([NUMBER_EXTENSIONS], [...NUMBER_METHODS]);
const boolean = methodMap([BOOLEAN_EXTENSIONS], [...BOOLEAN_METHODS]);
const array: MethodMap<readonly unknown[]> = new Map([...ARRAY_EXTENSIONS, ...ARRAY_METHODS]);
const object = methodMap([OBJECT_EXTENSIONS], [...OBJECT_METHODS]);

/** The methods that even null and undefined have. */
const nothing: MethodMap<null | undefined> = methodMap<null | undefined>([
  { isEmpty: () => true, isNotEmpty: () => false },
]);

const NAMES: ReadonlySet<string> = new Set(
  [string, number, boolean, array, object].flatMap((methods) => [...methods.keys()]),
);

const SETS: ReadonlyMap<string, MethodSet> = new Map([...NAMES].map((name) => [name, setOf(name)]));

function setOf(name: string): MethodSet {
  return {
    string: string.get(name),
    number: number.get(name),
    boolean: boolean.get(name),
    array: array.get(name),
    object: object.get(name),
    nothing: nothing.get(name),
  };
}

/** The names of all methods of plain values. */
export function methodNames(): readonly string[] {
  return [...NAMES];
}

const NONE = setOf('');

/** The methods of one name on texts, numbers, booleans, lists, objects and nothing at all. */
export function findMethods(name: string): MethodSet {
  return SETS.get(name) ?? NONE;
}
