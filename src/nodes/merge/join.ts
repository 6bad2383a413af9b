import type { Item } from '../../engine/item.ts';
import { checkItemCount } from '../limits.ts';
import { canonicalKey, fuzzyKey } from '../values/canonical.ts';
import { readField } from '../values/field-path.ts';
import { mergeItems, suffixed } from './clash.ts';
import type { JoinConfig } from './config.ts';

type Match = { readonly left: Item; readonly right: Item };
type Matches = {
  readonly pairs: readonly Match[];
  readonly leftOnly: readonly Item[];
  readonly rightOnly: readonly Item[];
};

/** Joins two lists on fields that are the same. Matches come first, in the order of the left list, then the others. */
export function joinItems(left: readonly Item[], right: readonly Item[], config: JoinConfig): Item[] {
  const matches = findMatches(left, right, config);
  if (config.join === 'anti') return withoutMatch(matches, config);
  if (config.join === 'inner' && config.output_from !== 'both') return oneSide(matches, config);
  const joined = matches.pairs.map(({ left: first, right: second }) =>
    mergeItems(
      [
        { item: first, input: 1 },
        { item: second, input: 2 },
      ],
      config.clash,
    ),
  );
  const lonely1 = config.join === 'left' || config.join === 'outer' ? matches.leftOnly : [];
  const lonely2 = config.join === 'right' || config.join === 'outer' ? matches.rightOnly : [];
  return [...joined, ...named(lonely1, 1, config), ...named(lonely2, 2, config)];
}

function findMatches(left: readonly Item[], right: readonly Item[], config: JoinConfig): Matches {
  const keyOfLeft = keyReader(
    config.fields.map((field) => field.input_1),
    config,
  );
  const keyOfRight = keyReader(
    config.fields.map((field) => field.input_2),
    config,
  );
  const byKey = Map.groupBy(right, keyOfRight);
  const matched = new Set<Item>();
  const pairs: Match[] = [];
  const leftOnly: Item[] = [];
  for (const item of left) {
    const key = keyOfLeft(item);
    const found = key === null ? [] : (byKey.get(key) ?? []);
    const taken = config.multiple_matches === 'first' ? found.slice(0, 1) : found;
    checkItemCount(pairs.length + taken.length);
    if (taken.length === 0) leftOnly.push(item);
    for (const one of taken) pairs.push({ left: item, right: one });
    for (const one of found) matched.add(one);
  }
  return { pairs, leftOnly, rightOnly: right.filter((item) => !matched.has(item)) };
}

/** An item that lacks one of the fields matches nothing, unless the comparison is fuzzy: `null`. */
function keyReader(names: readonly string[], config: JoinConfig): (item: Item) => string | null {
  return (item) => {
    const values = names.map((name) => readField(item.json, name, config.dot_notation));
    if (config.fuzzy) return JSON.stringify(values.map(fuzzyKey));
    const present = values.filter((value) => value !== undefined);
    return present.length < values.length ? null : canonicalKey(present);
  };
}

function named(items: readonly Item[], input: number, { clash }: JoinConfig): Item[] {
  return items.map((item) => (clash.prefer === 'suffix' ? { ...item, json: suffixed(item.json, input) } : item));
}

function withoutMatch({ leftOnly, rightOnly }: Matches, config: JoinConfig): Item[] {
  if (config.output_from === 'input_1') return [...leftOnly];
  if (config.output_from === 'input_2') return [...rightOnly];
  return [
    ...leftOnly.map((item) => withSource(item, 'input_1')),
    ...rightOnly.map((item) => withSource(item, 'input_2')),
  ];
}

function withSource(item: Item, source: string): Item {
  return { ...item, json: { ...item.json, _source: source } };
}

function oneSide({ pairs }: Matches, config: JoinConfig): Item[] {
  const items = pairs.map((pair) => (config.output_from === 'input_1' ? pair.left : pair.right));
  return [...new Set(items)];
}
