/** The first slot after a moment; null: there is none any more. All in milliseconds since the epoch. */
export type NextSlot = (after: number) => number | null;

/** Moments: the first is not part of it, the last is. */
export type Span = { readonly after: number; readonly upTo: number };

const MINUTE = 60_000;

/** The slots of a span in order, `most` at most. */
export function slotsWithin(next: NextSlot, { after, upTo }: Span, most = Number.POSITIVE_INFINITY): number[] {
  const slots: number[] = [];
  for (let slot = next(after); slot !== null && slot <= upTo && slots.length < most; slot = next(slot)) {
    slots.push(slot);
  }
  return slots;
}

/**
 * The last slots of a span, `count` at most. It looks back twice as far each time, for a span may hold years of minutes.
 */
export function latestSlots(next: NextSlot, { after, upTo }: Span, count: number): number[] {
  for (let length = count * MINUTE; ; length *= 2) {
    const from = Math.max(after, upTo - length);
    const slots = slotsWithin(next, { after: from, upTo });
    if (slots.length >= count || from === after) return slots.slice(-count);
  }
}
