import { divide } from '../../../numbers/calculate.ts';
import { compareNumbers } from '../../../numbers/compare-numbers.ts';
import { isNumeric, type Numeric } from '../../../numbers/exact-number.ts';
import { indexOfText } from '../../text/find-text.ts';
import { listArgument, objectArgument, unfit } from '../extensions/arguments.ts';
import { total } from '../extensions/array-numbers.ts';
import { chargeComparison, chargeDigits, chargeSearch, type Run, spend } from '../run.ts';
import { joinList } from '../values/convert.ts';
import { isList, isPlainObject, putAll } from '../values/plain.ts';
import type { QueryFunction } from './query-function.ts';
import { type ExpressionArgument, isEqual, settle, typeName } from './types.ts';

type Args = readonly unknown[];
type Comparable = Numeric | string;

function isExpression(value: unknown): value is ExpressionArgument {
  return typeof value === 'function';
}

/** The list in an argument. Pays for going through it. */
function elements(run: Run, name: string, value: unknown): unknown[] {
  const list = listArgument(name, value);
  spend(run, list.length);
  return list.map((element) => settle(run, element));
}

function isComparable(value: unknown): value is Comparable {
  return isNumeric(value) || typeof value === 'string';
}

/** A list of numbers or of texts, but not of both. */
function comparables(name: string, values: Args): Comparable[] {
  return values.map((value) => {
    if (isComparable(value) && typeName(value) === typeName(values[0])) return value;
    throw unfit('$jmespath', `${name}() takes numbers or texts alone, and was given ${typeName(value)}.`);
  });
}

function numbers(run: Run, name: string, value: unknown): Numeric[] {
  return elements(run, name, value).map((element) => {
    chargeDigits(run, element);
    if (isNumeric(element)) return element;
    throw unfit('$jmespath', `${name}() takes numbers alone, and was given ${typeName(element)}.`);
  });
}

function order(left: Comparable, right: Comparable): number {
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

type Keyed = { readonly element: unknown; readonly key: Comparable };

/** The elements with their keys by an expression, sorted by key. */
function sorted(run: Run, name: string, [value, expression]: Args): Keyed[] {
  const list = elements(run, name, value);
  const keys = comparables(name, isExpression(expression) ? list.map(expression) : list);
  const keyed = list.map((element, index) => ({ element, key: keys[index] ?? 0 }));
  return keyed.sort((a, b) => {
    spend(run, 1);
    chargeComparison(run, a.key, b.key);
    return order(a.key, b.key);
  });
}

function sorting(name: string, by: boolean, pick: (list: Keyed[]) => unknown): QueryFunction {
  const takes: QueryFunction['takes'] = by ? [['array'], ['expression']] : [['array']];
  return { takes, call: (run, args) => pick(sorted(run, name, args)) };
}

/** The first of the greatest elements; equal ones keep their order. */
function greatest(list: Keyed[]): unknown {
  const last = list.at(-1);
  return list.find(({ key }) => last !== undefined && order(key, last.key) === 0)?.element ?? null;
}

function contains(run: Run, [subject, sought]: Args): boolean {
  if (typeof subject === 'string') {
    if (typeof sought !== 'string') return false;
    chargeSearch(run, subject, sought);
    return indexOfText(subject, sought) !== -1;
  }
  return elements(run, 'contains', subject).some((element) => isEqual(run, element, sought));
}

function length(run: Run, [value]: Args): number {
  if (isList(value)) return value.length;
  if (typeof value !== 'string') return fields(run, 'length', value).length;
  spend(run, value.length);
  return [...value].length;
}

/** The names and values of an object, and what it costs to go through them. */
function fields(run: Run, name: string, value: unknown): [string, unknown][] {
  const entries = Object.entries(objectArgument(name, value));
  spend(run, entries.length);
  return entries;
}

function merge(run: Run, args: Args): unknown {
  const merged: Record<string, unknown> = {};
  for (const object of args.filter(isPlainObject)) {
    spend(run, Object.keys(object).length);
    putAll(merged, object);
  }
  return merged;
}

function reverse(run: Run, [value]: Args): unknown {
  if (typeof value !== 'string') return elements(run, 'reverse', value).reverse();
  spend(run, value.length);
  return [...value].reverse().join('');
}

function join(run: Run, [separator, list]: Args): string {
  const texts = elements(run, 'join', list);
  if (texts.every((text) => typeof text === 'string')) return joinList(run, texts, String(separator));
  throw unfit('$jmespath', 'join() takes texts alone.');
}

function map(run: Run, [expression, list]: Args): unknown {
  return isExpression(expression) ? elements(run, 'map', list).map(expression) : null;
}

/** The functions of JMESPath on lists, objects and texts. */
export const COLLECTION_FUNCTIONS: { readonly [name: string]: QueryFunction } = {
  avg: {
    takes: [['array']],
    call: (run, [list]) => {
      const values = numbers(run, 'avg', list);
      return values.length === 0 ? null : divide(total(values), values.length);
    },
  },
  sum: { takes: [['array']], call: (run, [list]) => total(numbers(run, 'sum', list)) },
  max: sorting('max', false, greatest),
  max_by: sorting('max_by', true, greatest),
  min: sorting('min', false, (list) => list[0]?.element ?? null),
  min_by: sorting('min_by', true, (list) => list[0]?.element ?? null),
  sort: sorting('sort', false, (list) => list.map(({ element }) => element)),
  sort_by: sorting('sort_by', true, (list) => list.map(({ element }) => element)),
  contains: { takes: [['array', 'string'], ['any']], call: contains },
  join: { takes: [['string'], ['array']], call: join },
  keys: { takes: [['object']], call: (run, [object]) => fields(run, 'keys', object).map(([key]) => key) },
  values: { takes: [['object']], call: (run, [object]) => fields(run, 'values', object).map(([, value]) => value) },
  length: { takes: [['string', 'array', 'object']], call: length },
  map: { takes: [['expression'], ['array']], call: map },
  merge: { takes: [['object']], variadic: true, call: merge },
  reverse: { takes: [['array', 'string']], call: reverse },
};
