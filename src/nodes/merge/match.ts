import type { Item } from '../../engine/item.ts';
import { checkItemCount } from '../limits.ts';
import { canonicalKey, fuzzyKey } from '../values/canonical.ts';
import { readField } from '../values/field-path.ts';
import { keyText } from '../values/key-text.ts';

/** The fields by which items of two lists are matched: all have to be the same. */
export type MatchRules = {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly fuzzy: boolean;
  readonly dotNotation: boolean;
  readonly multiple: 'all' | 'first';
};

/** The matching pairs in the order of the left list, and the items of either list without a match. */
export type Matches = {
  readonly pairs: readonly { readonly left: Item; readonly right: Item }[];
  readonly leftOnly: readonly Item[];
  readonly rightOnly: readonly Item[];
};

/** Matches the items of two lists, in time linear in the lists and the matches. */
export function findMatches(left: readonly Item[], right: readonly Item[], rules: MatchRules): Matches {
  const rightKeys = right.map((item) => keyOf(item, rules.right, rules));
  const byKey = Map.groupBy(right, (_item, index) => rightKeys[index]);
  const matched = new Set<string>();
  const pairs: { left: Item; right: Item }[] = [];
  const leftOnly: Item[] = [];
  for (const item of left) {
    const key = keyOf(item, rules.left, rules);
    const found = key === null ? [] : (byKey.get(key) ?? []);
    const taken = rules.multiple === 'first' ? found.slice(0, 1) : found;
    checkItemCount(pairs.length + taken.length);
    if (taken.length === 0) leftOnly.push(item);
    for (const one of taken) pairs.push({ left: item, right: one });
    if (key !== null) matched.add(key);
  }
  const rightOnly = right.filter((_item, index) => {
    const key = rightKeys[index] ?? null;
    return key === null || !matched.has(key);
  });
  return { pairs, leftOnly, rightOnly };
}

/** `null` for an item without one of the fields: it matches nothing, unless the comparison is fuzzy. */
function keyOf(item: Item, names: readonly string[], rules: MatchRules): string | null {
  const values = names.map((name) => readField(item.json, name, rules.dotNotation));
  if (rules.fuzzy) return keyText(JSON.stringify(values.map(fuzzyKey)));
  const present = values.filter((value) => value !== undefined);
  return present.length < values.length ? null : keyText(canonicalKey(present));
}
