import { toNumber } from '../values/convert.ts';
import { type FunctionValue, libraryFunction } from '../values/function-value.ts';
import { isList, isPlainObject } from '../values/plain.ts';

/** Whether there is nothing in a value: null, undefined, an empty text, list or object. */
export function isEmptyValue(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (isList(value)) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}

/** The functions that n8n's expressions have beside their methods. */
export const HELPERS: readonly (readonly [string, FunctionValue])[] = [
  ['$if', libraryFunction('$if', (_run, [condition, then, otherwise]) => (condition ? then : otherwise))],
  ['$ifEmpty', libraryFunction('$ifEmpty', (_run, [value, fallback]) => (isEmptyValue(value) ? fallback : value))],
  ['$min', libraryFunction('$min', (run, args) => Math.min(...args.map((value) => toNumber(run, value))))],
  ['$max', libraryFunction('$max', (run, args) => Math.max(...args.map((value) => toNumber(run, value))))],
];
