import { indexOfText } from '../../text/find-text.ts';
import { stringifyJson } from '../library/json.ts';
import type { MethodTable } from '../methods/method-table.ts';
import { chargeSearch, produce, type Run, spend } from '../run.ts';
import { toText } from '../values/convert.ts';
import type { PlainObject } from '../values/plain.ts';
import { textArgument, unfit } from './arguments.ts';
import { compactObject } from './compact.ts';
import { isEmptyValue } from './emptiness.ts';

type Args = readonly unknown[];

/** The object with the fields for which `keep` is true. */
function filterFields(run: Run, self: PlainObject, keep: (key: string, value: unknown) => boolean): PlainObject {
  const entries = Object.entries(self);
  spend(run, entries.length);
  return Object.fromEntries(entries.filter(([key, value]) => key !== '__proto__' && keep(key, value)));
}

function removeField(run: Run, self: PlainObject, [name]: Args): PlainObject {
  const removed = toText(run, name);
  return filterFields(run, self, (key) => key !== removed);
}

function contains(run: Run, value: unknown, part: string): boolean {
  if (typeof value !== 'string') return false;
  chargeSearch(run, value, part);
  return indexOfText(value, part) !== -1;
}

function soughtText(method: string, value: unknown): string {
  const part = textArgument(method, value);
  if (part === '') throw unfit(method, 'the text must not be empty.');
  return part;
}

function removeFieldsContaining(run: Run, self: PlainObject, [value]: Args): PlainObject {
  const part = soughtText('removeFieldsContaining', value);
  return filterFields(run, self, (_key, field) => !contains(run, field, part));
}

function keepFieldsContaining(run: Run, self: PlainObject, [value]: Args): PlainObject {
  const part = soughtText('keepFieldsContaining', value);
  return filterFields(run, self, (_key, field) => contains(run, field, part));
}

/** The fields as the query of a URL; only the first level counts. */
function urlEncode(run: Run, self: PlainObject): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(self)) {
    const text = toText(run, value);
    produce(run, 3 * (key.length + text.length));
    query.append(key, text);
  }
  return query.toString();
}

/** The methods of n8n on objects. */
export const OBJECT_EXTENSIONS: MethodTable<PlainObject> = {
  isEmpty: isEmptyValue,
  isNotEmpty: (run, self) => !isEmptyValue(run, self),
  hasField: (run, self, [name]) => Object.hasOwn(self, toText(run, name)),
  keys: (run, self) => {
    const keys = Object.keys(self);
    spend(run, keys.length);
    return keys;
  },
  values: (run, self) => {
    const values = Object.values(self);
    spend(run, values.length);
    return values;
  },
  removeField,
  removeFieldsContaining,
  keepFieldsContaining,
  compact: compactObject,
  urlEncode,
  toJsonString: (run, self) => stringifyJson(run, self),
  toInt: () => undefined,
  toFloat: () => undefined,
  toBoolean: () => undefined,
  toDateTime: () => undefined,
};
