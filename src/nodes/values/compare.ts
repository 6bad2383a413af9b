import type { JsonValue } from '../../engine/json.ts';
import { canonicalKey } from './canonical.ts';

const RANKS: { readonly [kind: string]: number } = { number: 0, string: 1, boolean: 2 };

/** Numbers come before texts, texts before true and false, those before objects and lists, and nothing comes last. */
function rankOf(value: JsonValue | undefined): number {
  if (value === undefined || value === null) return 4;
  return RANKS[typeof value] ?? 3;
}

/** The order of two JSON values: negative if the left one comes first. Texts go without regard to case. */
export function compareValues(left: JsonValue | undefined, right: JsonValue | undefined): number {
  const ranks = rankOf(left) - rankOf(right);
  if (ranks !== 0) return ranks;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [one, other] = [textOf(left), textOf(right)];
  return one === other ? 0 : one < other ? -1 : 1;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.toLowerCase() : canonicalKey(value ?? null);
}
