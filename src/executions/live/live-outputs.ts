import type { Outputs } from '../../engine/item.ts';
import { jsonStart } from '../../shared/json/json-start.ts';
import type { LiveOutputs } from './live.schemas.ts';

/** How much preview a node run has over all its handles, in UTF-16 units of JSON. */
export const MAX_PREVIEW = 2000;

/** What a stream tells of the items that left a node: how many, and how the first one of each handle begins. */
export function liveOutputs(outputs: Outputs): LiveOutputs {
  let room = MAX_PREVIEW;
  const shown = Object.entries(outputs).map(([handle, items]) => {
    const [first] = items;
    if (first === undefined || room <= 0)
      return [handle, { count: items.length, preview: null, is_cut: false }] as const;
    const { text, isCut } = jsonStart(first.json, room);
    room -= text.length;
    return [handle, { count: items.length, preview: text, is_cut: isCut }] as const;
  });
  return Object.fromEntries(shown);
}
