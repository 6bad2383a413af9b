import { DAY, type LocalTime, type LocalTimes } from './local-times.ts';
import type { ZoneClock } from './zone-clock.ts';

/** The first moment after another one, both in milliseconds since the epoch; null: never again. */
export type Moments = (after: number) => number | null;

/** Clocks have been moved by a whole day, when a country changed its side of the date line, and never by two. */
const LARGEST_CHANGE = 2 * DAY;

/** Each local time once: the first time the clock shows it, or the first moment after the gap if it never does. */
export function eachOnce(clock: ZoneClock, times: LocalTimes): Moments {
  return (after) => {
    const local = times(latestShown(clock, after));
    return local === null ? null : momentOf(clock, local);
  };
}

/** The latest local time that the clock has shown up to a moment: after it was put back, that is not what it shows. */
function latestShown(clock: ZoneClock, moment: number): LocalTime {
  let span = clock(moment);
  let latest = moment + span.offset;
  while (span.from > moment - LARGEST_CHANGE) {
    const changed = span.from;
    span = clock(changed - 1);
    latest = Math.max(latest, changed - 1 + span.offset);
  }
  return latest;
}

/** The moment at which a local time comes first, or the end of the gap that swallows it. */
function momentOf(clock: ZoneClock, local: LocalTime): number {
  let span = clock(local - LARGEST_CHANGE);
  while (local - span.offset >= span.to) span = clock(span.to);
  return Math.max(local - span.offset, span.from);
}

/** Whenever the clock shows one of the times: twice if it is shown twice, not at all if it never is. */
export function wheneverShown(clock: ZoneClock, times: LocalTimes): Moments {
  return (after) => {
    let start = after + 1;
    for (;;) {
      const span = clock(start);
      const local = times(start - 1 + span.offset);
      if (local === null) return null;
      const moment = local - span.offset;
      if (moment < span.to) return moment;
      // What a clock that is put back shows again has been looked through, unless the start was close to the change.
      const looked = span.to - start > LARGEST_CHANGE;
      start = looked ? Math.max(span.to, moment - LARGEST_CHANGE) : span.to;
    }
  };
}
