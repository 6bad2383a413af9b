import { eachOnce, type Moments, wheneverShown } from './clock-rules.ts';
import { namesAllHours } from './cron-times.ts';
import { elapsedHours, elapsedMinutes } from './elapsed-times.ts';
import { wallTimes } from './rule-times.ts';
import type { ScheduleRule } from './schedule-rule.ts';
import { zoneClock } from './zone-clock.ts';

/** When a rule comes: the first moment after another one, both in milliseconds since the epoch; null: never again. */
type Timetable = { readonly next: Moments };

/** What a timetable is made of: a rule, the name of a zone, and the moment from which "every n" counts. */
export type TimetableOf = { readonly rule: ScheduleRule; readonly timezone: string; readonly origin: number };

/** The times of a rule. Rule and zone are known to be good: throws `TypeError` for a cron expression that is none. */
export function createTimetable({ rule, timezone, origin }: TimetableOf): Timetable {
  const clock = zoneClock(timezone);
  switch (rule.unit) {
    case 'minutes':
      return { next: elapsedMinutes(rule.interval, origin) };
    case 'hours':
      return { next: elapsedHours(rule, origin, clock) };
    default: {
      const kind = rule.unit === 'cron' && namesAllHours(rule.expression) ? wheneverShown : eachOnce;
      return { next: kind(clock, wallTimes(rule, origin + clock(origin).offset)) };
    }
  }
}
