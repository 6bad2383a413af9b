import { type Run, spend } from '../run.ts';
import { isList, isPlainObject } from '../values/plain.ts';

/** Whether there is nothing in a value: null, undefined, an empty text, list or object. */
export function isEmptyValue(run: Run, value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (isList(value)) return value.length === 0;
  if (!isPlainObject(value)) return false;
  const { length } = Object.keys(value);
  spend(run, length >>> 3);
  return length === 0;
}
