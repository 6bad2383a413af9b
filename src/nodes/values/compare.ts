import type { JsonValue } from '../../engine/json.ts';
import { canonicalKey } from './canonical.ts';

/** A JSON value prepared for comparing: numbers stay, texts are in lower case. */
export type SortKey = number | string | { readonly rank: number; readonly text: string };

/** The order of types: numbers, texts, booleans, objects and lists, and missing values last. */
const RANKS = { number: 0, string: 1, boolean: 2, object: 3, nothing: 4 } as const;

const NOTHING: SortKey = { rank: RANKS.nothing, text: '' };
const FALSE: SortKey = { rank: RANKS.boolean, text: 'false' };
const TRUE: SortKey = { rank: RANKS.boolean, text: 'true' };

/** The sort key of a value. Texts are compared without case. */
export function sortKey(value: JsonValue | undefined): SortKey {
  switch (typeof value) {
    case 'number':
      return value;
    case 'string':
      return value.toLowerCase();
    case 'boolean':
      return value ? TRUE : FALSE;
    case 'undefined':
      return NOTHING;
    default:
      return value === null ? NOTHING : { rank: RANKS.object, text: canonicalKey(value) };
  }
}

/** Whether the value was missing. */
export function isNothing(key: SortKey): boolean {
  return key === NOTHING;
}

/** The order of two keys: negative if the left one comes first. */
export function compareKeys(left: SortKey, right: SortKey): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  const ranks = rankOf(left) - rankOf(right);
  return ranks === 0 ? compareTexts(textOf(left), textOf(right)) : ranks;
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function rankOf(key: SortKey): number {
  if (typeof key === 'object') return key.rank;
  return typeof key === 'number' ? RANKS.number : RANKS.string;
}

function textOf(key: SortKey): string {
  return typeof key === 'object' ? key.text : String(key);
}
