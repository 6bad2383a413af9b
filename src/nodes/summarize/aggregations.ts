import type { JsonValue } from '../../engine/json.ts';
import { add, divide } from '../../numbers/calculate.ts';
import { isNumeric, type Numeric } from '../../numbers/exact-number.ts';
import { canonicalKey } from '../values/canonical.ts';
import { compareKeys, sortKey } from '../values/compare.ts';
import { convertValue } from '../values/convert.ts';
import { keyText } from '../values/key-text.ts';

/** What an aggregation knows besides the values. */
type AggregationOptions = { readonly separator: string };

/** An aggregation: the prefix of its result's name, and how the result is made of the values that are present. */
export type Aggregation = {
  readonly prefix: string;
  readonly of: (values: readonly JsonValue[], options: AggregationOptions) => JsonValue;
};

function numbersOf(values: readonly JsonValue[]): Numeric[] {
  return values.flatMap((value) => {
    const converted = typeof value === 'boolean' ? null : convertValue(value, 'number');
    return converted?.ok && isNumeric(converted.value) ? [converted.value] : [];
  });
}

function sum(numbers: readonly Numeric[]): Numeric {
  return numbers.reduce(add, 0);
}

/** The first in order, by the given direction; `null` if there is none. */
function extreme(values: readonly JsonValue[], sign: 1 | -1): JsonValue {
  const candidates = values.filter((value) => value !== null).map((value) => ({ value, key: sortKey(value) }));
  const [first, ...more] = candidates;
  if (first === undefined) return null;
  return more.reduce((best, one) => (sign * compareKeys(one.key, best.key) < 0 ? one : best), first).value;
}

function textOf(value: JsonValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** All aggregations by name. Sum and average count numbers, also as texts, and ignore all other values. */
export const AGGREGATIONS = {
  append: { prefix: 'appended', of: (values) => values },
  average: {
    prefix: 'average',
    of: (values) => {
      const numbers = numbersOf(values);
      return numbers.length === 0 ? null : divide(sum(numbers), numbers.length);
    },
  },
  concatenate: { prefix: 'concatenated', of: (values, { separator }) => values.map(textOf).join(separator) },
  count: { prefix: 'count', of: (values) => values.length },
  count_unique: {
    prefix: 'unique_count',
    of: (values) => new Set(values.map((value) => keyText(canonicalKey(value)))).size,
  },
  max: { prefix: 'max', of: (values) => extreme(values, -1) },
  min: { prefix: 'min', of: (values) => extreme(values, 1) },
  sum: { prefix: 'sum', of: (values) => sum(numbersOf(values)) },
} as const satisfies { readonly [name: string]: Aggregation };

export type AggregationName = keyof typeof AGGREGATIONS;
