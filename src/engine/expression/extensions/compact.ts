import { type Run, spend } from '../run.ts';
import { isList, isPlainObject, type PlainObject, put } from '../values/plain.ts';
import { isEmptyValue } from './emptiness.ts';

/** Empty values are left out at every level. The text `nil` counts as empty, as in n8n. */
function isLeftOut(run: Run, value: unknown): boolean {
  return value === 'nil' || isEmptyValue(run, value);
}

function compactValue(run: Run, value: unknown): unknown {
  if (isList(value)) return compactList(run, value);
  return isPlainObject(value) ? compactObject(run, value) : value;
}

/** The list without its empty values. */
export function compactList(run: Run, list: readonly unknown[]): unknown[] {
  spend(run, list.length);
  return list.filter((value) => !isLeftOut(run, value)).map((value) => compactValue(run, value));
}

/** The object without the fields whose values are empty. */
export function compactObject(run: Run, object: PlainObject): PlainObject {
  const compacted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    spend(run, 1);
    if (!isLeftOut(run, value)) put(compacted, key, compactValue(run, value));
  }
  return compacted;
}
