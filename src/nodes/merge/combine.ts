import type { Item } from '../../engine/item.ts';
import { checkItemCount } from '../limits.ts';
import { mergeItems } from './clash.ts';
import type { Clash } from './config.ts';

type Lists = readonly (readonly Item[])[];

/** Combines the items at the same index of all lists. */
export function combineByPosition(lists: Lists, includeUnpaired: boolean, clash: Clash): Item[] {
  const lengths = lists.map((items) => items.length);
  const length = includeUnpaired ? Math.max(...lengths) : Math.min(...lengths);
  return Array.from({ length }, (_none, position) => {
    const sources = lists.flatMap((items, index) => {
      const item = items[position];
      return item === undefined ? [] : [{ item, input: index + 1 }];
    });
    return mergeItems(sources, clash);
  });
}

/** Combines each item of the first list with each of the second. */
export function combineAll(left: readonly Item[], right: readonly Item[], clash: Clash): Item[] {
  checkItemCount(left.length * right.length);
  return left.flatMap((first) =>
    right.map((second) =>
      mergeItems(
        [
          { item: first, input: 1 },
          { item: second, input: 2 },
        ],
        clash,
      ),
    ),
  );
}
