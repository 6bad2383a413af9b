import { stringifyJson } from '../library/json.ts';
import { type MethodMap, type MethodTable, methodMap } from '../methods/method-table.ts';
import { type Run, spend } from '../run.ts';
import { toText } from '../values/convert.ts';
import { isPlainObject, type PlainObject, put, putAll } from '../values/plain.ts';
import { listArgument, numberArgument, textArgument, unfit } from './arguments.ts';
import { ARRAY_NUMBERS } from './array-numbers.ts';
import { ARRAY_SETS } from './array-sets.ts';
import { compactList } from './compact.ts';

type List = readonly unknown[];

/** The values of the named fields; with several names, a list per element. Elements without any of the fields are left out. */
function pluck(run: Run, self: List, args: List): List {
  if (args.length === 0) return self;
  const names = new Set(args.map((argument) => toText(run, argument)));
  spend(run, self.length);
  return self.filter(isPlainObject).flatMap((element) => {
    const keys = Object.keys(element);
    spend(run, 1 + keys.length);
    const found = keys.filter((key) => names.has(key)).map((key) => element[key]);
    if (found.length === 0) return [];
    return [found.length === 1 ? found[0] : found];
  });
}

/** One object made of many: each gives one field, whose key and value are in the named fields. */
function smartJoin(run: Run, self: List, [keyField, valueField]: List): PlainObject {
  const keyName = textArgument('smartJoin', keyField);
  const valueName = textArgument('smartJoin', valueField);
  const joined: Record<string, unknown> = {};
  for (const element of self) {
    spend(run, 1);
    if (!isPlainObject(element) || !Object.hasOwn(element, keyName) || !Object.hasOwn(element, valueName)) continue;
    put(joined, toText(run, element[keyName]), element[valueName]);
  }
  return joined;
}

function chunk(run: Run, self: List, [length]: List): List[] {
  const size = Math.trunc(numberArgument('chunk', length));
  if (size < 1) throw unfit('chunk', 'the length must be at least 1.');
  spend(run, self.length);
  const chunks: List[] = [];
  for (let start = 0; start < self.length; start += size) chunks.push(self.slice(start, start + size));
  return chunks;
}

function renameKeys(run: Run, self: List, args: List): unknown[] {
  const names = args.map((argument) => toText(run, argument));
  if (names.length === 0 || names.length % 2 !== 0) {
    throw unfit('renameKeys', 'pairs of names were expected: from, to, …');
  }
  spend(run, self.length);
  return self.map((element) => (isPlainObject(element) ? renamed(run, element, names) : element));
}

function renamed(run: Run, object: PlainObject, names: readonly string[]): PlainObject {
  const copy: Record<string, unknown> = {};
  putAll(copy, object);
  spend(run, Object.keys(copy).length + names.length);
  for (let pair = 0; pair < names.length; pair += 2) {
    const [from = '', to = ''] = names.slice(pair, pair + 2);
    if (!Object.hasOwn(copy, from)) continue;
    put(copy, to, copy[from]);
    if (to !== from) delete copy[from];
  }
  return copy;
}

/** All objects of the list merged into one. Of fields with the same name, the first counts. */
function mergeIntoObject(run: Run, self: List): PlainObject {
  const merged: Record<string, unknown> = {};
  spend(run, self.length);
  for (const element of self.filter(isPlainObject).reverse()) {
    spend(run, 1 + Object.keys(element).length);
    putAll(merged, element);
  }
  return merged;
}

/** With a second list, joins the objects at the same index first, and then merges all of them into one. */
function merge(run: Run, self: List, [other]: List): PlainObject {
  if (other === undefined) return mergeIntoObject(run, self);
  const others = listArgument('merge', other);
  spend(run, self.length);
  const pairs = self.map((element, index) => [element, others[index]]).filter((pair) => pair.every(isPlainObject));
  return mergeIntoObject(run, pairs.map((pair) => mergeIntoObject(run, pair)).reverse());
}

function randomItem(run: Run, self: List): unknown {
  return self[Math.floor(run.scope.data.random() * self.length)];
}

function append(run: Run, self: List, args: List): unknown[] {
  spend(run, self.length + args.length);
  return [...self, ...args];
}

const PLAIN: MethodTable<List> = {
  first: (_run, self) => self[0],
  last: (_run, self) => self.at(-1),
  randomItem,
  isEmpty: (_run, self) => self.length === 0,
  isNotEmpty: (_run, self) => self.length > 0,
  pluck,
  compact: compactList,
  smartJoin,
  chunk,
  renameKeys,
  merge,
  mergeIntoObject,
  append,
  toJsonString: (run, self) => stringifyJson(run, self),
  toInt: () => undefined,
  toFloat: () => undefined,
  toBoolean: () => undefined,
  toDateTime: () => undefined,
};

/** The methods of n8n on lists. */
export const ARRAY_EXTENSIONS: MethodMap<List> = methodMap([PLAIN, ARRAY_NUMBERS, ARRAY_SETS]);
