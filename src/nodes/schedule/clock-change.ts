import type { LocalTime } from './local-times.ts';
import { wallTimes } from './rule-times.ts';
import type { TimetableOf } from './timetable.ts';
import { type ZoneClock, zoneClock } from './zone-clock.ts';

/**
 * What a change of the clocks has to do with a run. `moved`: the clock skips its time, so it comes at the end of the gap;
 * `first_of_two`, `second_of_two`: the clock shows its time twice.
 */
export type ClockChange = 'moved' | 'first_of_two' | 'second_of_two';

/** How a change of the clocks concerns a run of a timetable; null: not at all. */
export function clockChangeOf({ rule, timezone, origin }: TimetableOf, run: number): ClockChange | null {
  if (rule.unit === 'minutes' || rule.unit === 'hours') return null;
  const clock = zoneClock(timezone);
  const local = run + clock(run).offset;
  const times = wallTimes(rule, origin + clock(origin).offset);
  return times(local - 1) === local ? shownTwice(clock, run, local) : 'moved';
}

function shownTwice(clock: ZoneClock, run: number, local: LocalTime): ClockChange | null {
  const span = clock(run);
  const [before, after] = [clock(span.from - 1), clock(span.to)];
  if (local < span.from + before.offset) return 'second_of_two';
  return local >= span.to + after.offset ? 'first_of_two' : null;
}
