import { numberKey } from '../../../numbers/compare-numbers.ts';
import { isExact } from '../../../numbers/exact-number.ts';
import { produce, type Run, spend } from '../run.ts';
import { isOpaque, kindOf } from '../values/opaque.ts';
import { isList, isPlainObject, type PlainObject } from '../values/plain.ts';

/** A text that is the same for two values exactly if they are deeply equal. The order of keys does not count. */
export function identityOf(run: Run, value: unknown): string {
  spend(run, 1);
  const identity = describe(run, value);
  produce(run, identity.length);
  return identity;
}

function describe(run: Run, value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (isList(value)) return `[${value.map((element) => identityOf(run, element)).join(',')}]`;
  if (isPlainObject(value)) return `{${fieldsOf(run, value)}}`;
  if (isOpaque(value)) return `${kindOf(value).name} ${identityOf(run, kindOf(value).toData(run, value.value))}`;
  return isExact(value) ? numberKey(value) : String(value);
}

function fieldsOf(run: Run, object: PlainObject): string {
  const keys = Object.keys(object).sort();
  return keys.map((key) => `${JSON.stringify(key)}:${identityOf(run, object[key])}`).join(',');
}

/** The elements whose `key` differs from those of all elements before them. */
export function distinct(run: Run, list: readonly unknown[], key: (element: unknown) => unknown): unknown[] {
  const seen = new Set<string>();
  return list.filter((element) => {
    const identity = identityOf(run, key(element));
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}
