import type { JsonObject } from '../../engine/json.ts';
import { hashOf } from '../crypto/digests.ts';
import { encodeBase64 } from '../values/base64.ts';

/** How much of a hash tells one entry from all others of a feed, in bytes. */
const KEY_BYTES = 12;

function textOf(entry: JsonObject, field: string): string {
  const value = entry[field];
  return typeof value === 'string' ? value.trim() : '';
}

/** What stays the same of an entry when it is edited, moved or written in another encoding. */
function identityOf(entry: JsonObject): unknown {
  const [guid, link, title] = ['guid', 'link', 'title'].map((field) => textOf(entry, field));
  if (guid !== '') return ['guid', guid];
  if (link !== '') return ['link', link];
  return title === '' ? ['entry', entry] : ['title', title, textOf(entry, 'pubDate')];
}

/** A short text that stands for an entry, whatever else it says: made of its guid or id, else its link, else title and date. */
export function entryKey(entry: JsonObject): string {
  const text = JSON.stringify(identityOf(entry));
  return encodeBase64(hashOf('sha256', new TextEncoder().encode(text)).slice(0, KEY_BYTES));
}

/** Entries of a feed, the oldest first: by their dates if all have one, else from the end of the feed to its beginning. */
export function oldestFirst(entries: readonly JsonObject[]): readonly JsonObject[] {
  const backwards = entries.toReversed();
  if (entries.some((entry) => textOf(entry, 'isoDate') === '')) return backwards;
  const moments = new Map(backwards.map((entry) => [entry, Date.parse(textOf(entry, 'isoDate'))]));
  return backwards.toSorted((one, other) => (moments.get(one) ?? 0) - (moments.get(other) ?? 0));
}
