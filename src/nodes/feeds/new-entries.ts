import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { jsonLength } from '../../shared/json/json-length.ts';
import { entryKey, oldestFirst } from './feed-order.ts';

/** So many of the newest entries of a feed can be new. */
const LOOKED_AT = 1_000;

/** So many entries are known again: those of the feed as it is, then those that it had before. */
const REMEMBERED = 2_000;

/** How much JSON the entries of one poll may be, in UTF-16 units; the rest is told the next time. One alone may be longer. */
const MAX_TOLD = 5_000_000;

const cursorSchema = z.object({
  etag: z.string().nullable(),
  last_modified: z.string().nullable(),
  seen: z.array(z.string()),
});

/** What is known of a feed: how to ask whether it has changed, and the keys of its entries, the newest first. */
export type FeedCursor = z.infer<typeof cursorSchema>;

/** A stored cursor; `null` for none, or one that is not of a feed. */
export function readFeedCursor(cursor: JsonValue): FeedCursor | null {
  return cursorSchema.safeParse(cursor).data ?? null;
}

export type FeedReading = {
  readonly entries: readonly JsonObject[];
  /** What was known before; `null`: nothing. */
  readonly seen: readonly string[] | null;
  readonly max: number;
  /** Whether entries are new that were there at the first poll. */
  readonly emitExisting: boolean;
};

/** `told`: new entries, the oldest first; `complete`: whether these are all. `seen`: what is known from now on. */
export type NewEntries = {
  readonly told: readonly JsonObject[];
  readonly seen: readonly string[];
  readonly complete: boolean;
};

type Keyed = { readonly entry: JsonObject; readonly key: string };

/** As many as may be told at once, and one at least. */
function fitting(fresh: readonly Keyed[], max: number): readonly Keyed[] {
  let length = 0;
  const end = fresh.slice(0, max).findIndex(({ entry }, index) => {
    length += jsonLength(entry);
    return index > 0 && length > MAX_TOLD;
  });
  return fresh.slice(0, end === -1 ? max : end);
}

/** Which entries of a feed are new. An entry that was edited, has moved, or comes again is not. */
export function newEntries({ entries, seen, max, emitExisting }: FeedReading): NewEntries {
  const keyed = oldestFirst(entries)
    .slice(-REMEMBERED)
    .map((entry) => ({ entry, key: entryKey(entry) }));
  const known = new Set(seen ?? (emitExisting ? [] : keyed.map(({ key }) => key)));
  const looked = new Map(keyed.slice(-LOOKED_AT).map((one) => [one.key, one]));
  const fresh = [...looked.values()].filter(({ key }) => !known.has(key));
  const told = fitting(fresh, max);
  const left = new Set(fresh.slice(told.length).map(({ key }) => key));
  const present = keyed.map(({ key }) => key).toReversed();
  const noted = [...new Set([...present, ...(seen ?? [])])].filter((key) => !left.has(key));
  return { told: told.map(({ entry }) => entry), seen: noted.slice(0, REMEMBERED), complete: left.size === 0 };
}
