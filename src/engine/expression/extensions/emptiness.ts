import { isList, isPlainObject } from '../values/plain.ts';

/** Whether there is nothing in a value: null, undefined, an empty text, list or object. */
export function isEmptyValue(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (isList(value)) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}
