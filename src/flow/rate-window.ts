/** How many executions began within a short slot of time. `end`: where the slot ends, in milliseconds since the epoch. */
export type RateSlot = { readonly end: number; readonly count: number };

/** The starts of late, by slots, the oldest first. */
export type RateWindow = readonly RateSlot[];

/** Into how many slots a window is divided: a start is counted for up to one slot longer than it must. */
const SLOTS = 60;

/** The slots that still count: those of which a moment lies within the window before `now`. */
export function recentSlots(window: RateWindow, now: number, windowMs: number): RateWindow {
  return window.filter(({ end }) => end + windowMs > now);
}

/** How many executions began within the window before `now`; never less than did. */
function startsIn(window: RateWindow, now: number, windowMs: number): number {
  return recentSlots(window, now, windowMs).reduce((sum, { count }) => sum + count, 0);
}

/** The slot of a start at `now`, with that start. A clock that went backwards counts as standing still. */
export function slotOfStart(window: RateWindow, now: number, windowMs: number): RateSlot {
  const length = Math.max(1, Math.floor(windowMs / SLOTS));
  const last = window.at(-1);
  const end = Math.max((Math.floor(now / length) + 1) * length, last?.end ?? 0);
  return { end, count: (last?.end === end ? last.count : 0) + 1 };
}

/** The window with this slot as its latest. */
export function withSlot(window: RateWindow, slot: RateSlot): RateWindow {
  return window.at(-1)?.end === slot.end ? [...window.slice(0, -1), slot] : [...window, slot];
}

/** From when on fewer than `limit` starts count: `now`, or a later moment. */
export function freeFrom(
  window: RateWindow,
  limit: number,
  { now, windowMs }: { now: number; windowMs: number },
): number {
  let counted = startsIn(window, now, windowMs);
  let moment = now;
  for (const { end, count } of recentSlots(window, now, windowMs)) {
    if (counted < limit) break;
    counted -= count;
    moment = end + windowMs;
  }
  return moment;
}
