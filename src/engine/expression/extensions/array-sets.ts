import type { MethodTable } from '../methods/method-table.ts';
import { type Run, spend } from '../run.ts';
import { toText } from '../values/convert.ts';
import { isPlainObject } from '../values/plain.ts';
import { listArgument } from './arguments.ts';
import { distinct, identityOf } from './identity.ts';

type List = readonly unknown[];

function itself(element: unknown): unknown {
  return element;
}

/** Without duplicates; with field names, objects are compared by those fields alone. */
function unique(run: Run, self: List, args: List): unknown[] {
  if (args.length === 0) return distinct(run, self, itself);
  const names = args.map((argument) => toText(run, argument));
  return distinct(run, self, (element) => {
    if (!isPlainObject(element)) return element;
    spend(run, names.length);
    return names.map((name) => (Object.hasOwn(element, name) ? element[name] : undefined));
  });
}

function union(run: Run, self: List, [other]: List): unknown[] {
  return distinct(run, [...self, ...listArgument('union', other)], itself);
}

function split(run: Run, self: List, other: List): { inside: unknown[]; outside: unknown[] } {
  const identities = new Set(other.map((element) => identityOf(run, element)));
  const inside: unknown[] = [];
  const outside: unknown[] = [];
  for (const element of self) (identities.has(identityOf(run, element)) ? inside : outside).push(element);
  return { inside, outside };
}

/** Methods that treat lists as sets. Elements are compared deeply. */
export const ARRAY_SETS: MethodTable<List> = {
  unique,
  removeDuplicates: unique,
  union,
  difference: (run, self, [other]) =>
    distinct(run, split(run, self, listArgument('difference', other)).outside, itself),
  intersection: (run, self, [other]) =>
    distinct(run, split(run, self, listArgument('intersection', other)).inside, itself),
};
