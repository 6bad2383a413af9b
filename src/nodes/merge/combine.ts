import type { Item } from '../../engine/item.ts';
import { checkItemCount } from '../limits.ts';
import { type MergeRules, mergeItems } from './clash.ts';

type Lists = readonly (readonly Item[])[];

/** Makes one item of the first of each list, one of the second of each, and so on. */
export function combineByPosition(lists: Lists, includeUnpaired: boolean, rules: MergeRules): Item[] {
  const lengths = lists.map((items) => items.length);
  const length = includeUnpaired ? Math.max(...lengths) : Math.min(...lengths);
  return Array.from({ length }, (_none, position) => {
    const sources = lists.flatMap((items, index) => {
      const item = items[position];
      return item === undefined ? [] : [{ item, input: index + 1 }];
    });
    return mergeItems(sources, rules);
  });
}

/** Each item of the first list with each of the second. */
export function combineAll(left: readonly Item[], right: readonly Item[], rules: MergeRules): Item[] {
  checkItemCount(left.length * right.length);
  return left.flatMap((first) =>
    right.map((second) =>
      mergeItems(
        [
          { item: first, input: 1 },
          { item: second, input: 2 },
        ],
        rules,
      ),
    ),
  );
}
