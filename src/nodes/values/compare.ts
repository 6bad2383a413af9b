import type { JsonValue } from '../../engine/json.ts';
import { compareNumbers } from '../../numbers/compare-numbers.ts';
import { isNumeric, type Numeric, numberOfText } from '../../numbers/exact-number.ts';
import { canonicalKey } from './canonical.ts';

/** A JSON value prepared for comparing: numbers stay, texts that are numbers become such, others are in lower case. */
export type SortKey = Numeric | string | { readonly rank: number; readonly text: string };

/** The order of types: numbers, texts, booleans, objects and lists, and missing values last. */
const RANKS = { number: 0, string: 1, boolean: 2, object: 3, nothing: 4 } as const;

const NOTHING: SortKey = { rank: RANKS.nothing, text: '' };
const FALSE: SortKey = { rank: RANKS.boolean, text: 'false' };
const TRUE: SortKey = { rank: RANKS.boolean, text: 'true' };

/** A number with or without a sign, a point, an exponent, leading zeros, and white space around it. */
const NUMERIC = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?\s*$/i;

/** No number that people write is longer. */
const MAX_LENGTH = 100;

/** The sort key of a value. Texts that are numbers count as these; others are compared without case. */
export function sortKey(value: JsonValue | undefined): SortKey {
  switch (typeof value) {
    case 'number':
      return value;
    case 'string':
      return value.length <= MAX_LENGTH && NUMERIC.test(value) ? numberOfText(value) : value.toLowerCase();
    case 'boolean':
      return value ? TRUE : FALSE;
    case 'undefined':
      return NOTHING;
    default:
      if (isNumeric(value)) return value;
      return value === null ? NOTHING : { rank: RANKS.object, text: canonicalKey(value) };
  }
}

/** Whether the value was missing. */
export function isNothing(key: SortKey): boolean {
  return key === NOTHING;
}

/** The order of two keys: negative if the left one comes first. */
export function compareKeys(left: SortKey, right: SortKey): number {
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right);
  if (typeof left === 'string' && typeof right === 'string') return compareSame(left, right);
  const ranks = rankOf(left) - rankOf(right);
  return ranks === 0 ? compareSame(textOf(left), textOf(right)) : ranks;
}

function compareSame<Key extends string | number>(left: Key, right: Key): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function rankOf(key: SortKey): number {
  if (isNumeric(key)) return RANKS.number;
  return typeof key === 'object' ? key.rank : RANKS.string;
}

function textOf(key: SortKey): string {
  return typeof key === 'object' && !isNumeric(key) ? key.text : String(key);
}
