import type { JsonValue } from '../../engine/json.ts';
import { parseExactly } from '../../numbers/parse-json.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import type { createItemSearch } from './item-search.ts';
import type { ShownItem } from './node-runs.schemas.ts';

/** How much JSON a page shows, and an item on a page of several, in UTF-16 units. */
const MAX_PAGE_LENGTH = 1_000_000;
const MAX_ITEM_LENGTH = 200_000;

/** How much is shown of an item that is longer. */
const START_LENGTH = 2_000;

/** How much JSON a request reads before it stops, in UTF-16 units: a second or so. What it has begun it reads to its end. */
const MAX_READ = 20_000_000;

type Wish = {
  readonly from: number;
  readonly limit: number;
  readonly search: ReturnType<typeof createItemSearch> | null;
};

function shownItem(index: number, json: string, limit: number): ShownItem {
  if (limit > 1 && json.length > MAX_ITEM_LENGTH) {
    return { index, size: json.length, item: null, start: cutText(json, START_LENGTH) };
  }
  const item: JsonValue = parseExactly(json);
  return { index, size: json.length, item, start: null };
}

/** A page that takes items in their order. `next`: the first index of which it says nothing. */
export function createItemPage({ from, limit, search }: Wish) {
  const data: ShownItem[] = [];
  let next = 0;
  let used = 0;
  let read = 0;
  let isFull = false;

  function isWanted(index: number, json: string): boolean {
    if (index < from) return false;
    return search === null || (search.mayHold(json) && search.holds(parseExactly(json)));
  }

  function offer(json: string): void {
    read += json.length;
    if (isFull) return;
    if (isWanted(next, json)) {
      const size = Math.min(json.length, limit > 1 ? MAX_ITEM_LENGTH : json.length);
      isFull = data.length === limit || (data.length > 0 && used + size > MAX_PAGE_LENGTH);
      if (isFull) return;
      data.push(shownItem(next, json, limit));
      used += size;
    }
    next += 1;
  }

  return {
    data,
    offer,
    /** Whether so many items lie before what is wanted; then they count as offered. */
    passOver(count: number | null): boolean {
      if (count === null || next + count > from) return false;
      next += count;
      return true;
    },
    next: () => next,
    isFull: () => isFull,
    hasReadEnough: () => read > MAX_READ,
  };
}

export type ItemPageRoom = ReturnType<typeof createItemPage>;
