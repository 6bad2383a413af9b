import type { DataItem } from '../../lib/data/items.ts';

/** The text of each item, made once: a key of the search then looks at texts only. */
const TEXTS = new WeakMap<object, string>();

function textOf({ json }: DataItem): string {
  const known = TEXTS.get(json);
  if (known !== undefined) return known;
  const text = JSON.stringify(json).toLowerCase();
  TEXTS.set(json, text);
  return text;
}

/** The items that have this text somewhere, in keys or values. */
export function filterItems(items: readonly DataItem[], text: string): readonly DataItem[] {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? items : items.filter((item) => textOf(item).includes(wanted));
}
