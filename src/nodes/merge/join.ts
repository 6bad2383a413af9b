import type { Item } from '../../engine/item.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { mergeItems, suffixed } from './clash.ts';
import type { JoinConfig } from './config.ts';
import { findMatches, type Matches } from './match.ts';

type Join = { readonly config: JoinConfig; readonly work: WorkMeter };

/** Joins two lists on fields that are the same. Matches come first, in the order of the left list, then the others. */
export function joinItems(left: readonly Item[], right: readonly Item[], { config, work }: Join): Item[] {
  const matches = findMatches(left, right, {
    left: config.fields.map((field) => field.input_1),
    right: config.fields.map((field) => field.input_2),
    fuzzy: config.fuzzy,
    dotNotation: config.dot_notation,
    multiple: config.multiple_matches,
  });
  if (config.join === 'anti') return withoutMatch(matches, config);
  if (config.join === 'inner' && config.output_from !== 'both') return oneSide(matches, config);
  const joined = matches.pairs.map((pair) =>
    mergeItems(
      [
        { item: pair.left, input: 1 },
        { item: pair.right, input: 2 },
      ],
      { clash: config.clash, work },
    ),
  );
  const lonely1 = config.join === 'left' || config.join === 'outer' ? matches.leftOnly : [];
  const lonely2 = config.join === 'right' || config.join === 'outer' ? matches.rightOnly : [];
  return [...joined, ...named(lonely1, 1, config), ...named(lonely2, 2, config)];
}

function named(items: readonly Item[], input: number, { clash }: JoinConfig): Item[] {
  return items.map((item) => (clash.prefer === 'suffix' ? { ...item, json: suffixed(item.json, input) } : item));
}

function withoutMatch({ leftOnly, rightOnly }: Matches, config: JoinConfig): Item[] {
  if (config.output_from === 'input_1') return [...leftOnly];
  if (config.output_from === 'input_2') return [...rightOnly];
  return [
    ...leftOnly.map((item) => withSource(item, 'input1')),
    ...rightOnly.map((item) => withSource(item, 'input2')),
  ];
}

function withSource(item: Item, source: string): Item {
  return { ...item, json: { ...item.json, _source: source } };
}

function oneSide({ pairs }: Matches, config: JoinConfig): Item[] {
  const items = pairs.map((pair) => (config.output_from === 'input_1' ? pair.left : pair.right));
  return [...new Set(items)];
}
