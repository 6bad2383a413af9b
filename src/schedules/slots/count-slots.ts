import { type NextSlot, type Span, slotsWithin } from './slots.ts';

/** The slots of a span or, where there are more than allowed, how many there are. */
export type SlotCount =
  | { readonly type: 'few'; readonly slots: readonly number[] }
  /** `exact`: whether they were counted; otherwise the number is an estimate. */
  | { readonly type: 'many'; readonly slots: number; readonly exact: boolean };

/** How many slots are counted, at most, to say how many there are. */
const COUNTED = 10;

/** Looks at some more slots than are allowed, whatever the length of the span; the rest is estimated from how dense these lie. */
export function countSlots(next: NextSlot, span: Span, most: number): SlotCount {
  const limit = most * COUNTED;
  const slots = slotsWithin(next, span, limit + 1);
  if (slots.length <= most) return { type: 'few', slots };
  if (slots.length <= limit) return { type: 'many', slots: slots.length, exact: true };
  const seen = (slots.at(-1) ?? span.upTo) - span.after;
  const share = (span.upTo - span.after) / seen;
  return { type: 'many', slots: Math.round(slots.length * share), exact: false };
}
