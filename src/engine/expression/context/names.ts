import { DATE } from '../dates/date-library.ts';
import { DATE_TIME_LIBRARY, DURATION_LIBRARY, INTERVAL_LIBRARY } from '../dates/luxon-library.ts';
import { ARRAY } from '../library/array.ts';
import { HELPERS } from '../library/helpers.ts';
import { JSON_NAMESPACE } from '../library/json.ts';
import { MATH } from '../library/math.ts';
import { OBJECT } from '../library/object.ts';
import { BOOLEAN, GLOBAL_FUNCTIONS, NUMBER, STRING } from '../library/primitives.ts';
import { REGEXP } from '../library/regexp.ts';
import { SET } from '../library/set.ts';
import { ROOTS, type Root } from './roots.ts';

/** The names that mean the same in every evaluation. */
const LIBRARY: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['Array', ARRAY],
  ['Boolean', BOOLEAN],
  ['Date', DATE],
  ['JSON', JSON_NAMESPACE],
  ['Math', MATH],
  ['Number', NUMBER],
  ['Object', OBJECT],
  ['RegExp', REGEXP],
  ['Set', SET],
  ['String', STRING],
  ['DateTime', DATE_TIME_LIBRARY],
  ['Duration', DURATION_LIBRARY],
  ['Interval', INTERVAL_LIBRARY],
  ...GLOBAL_FUNCTIONS,
  ...HELPERS,
]);

/** How to get the value of a name; `undefined` for a name that neither the context nor the library has. */
export function lookUp(name: string): Root | undefined {
  const root = ROOTS.get(name);
  if (root !== undefined) return root;
  if (!LIBRARY.has(name)) return undefined;
  const value = LIBRARY.get(name);
  return () => value;
}

/** All names of the context and the library. */
export function knownNames(): readonly string[] {
  return [...ROOTS.keys(), ...LIBRARY.keys()];
}
