import { dayTimes, monthTimes, weekTimes } from './calendar-times.ts';
import { eachOnce, type Moments, wheneverShown } from './clock-rules.ts';
import { cronTimes, namesAllHours } from './cron-times.ts';
import { elapsedHours, elapsedMinutes } from './elapsed-times.ts';
import type { ScheduleRule } from './schedule-rule.ts';
import { zoneClock } from './zone-clock.ts';

/** When a rule comes: the first moment after another one, both in milliseconds since the epoch; null: never again. */
export type Timetable = { readonly next: Moments };

/** What a timetable is made of: a rule, the name of a zone, and the moment from which "every n" counts. */
export type TimetableOf = { readonly rule: ScheduleRule; readonly timezone: string; readonly origin: number };

/** The times of a rule. Rule and zone are known to be good: throws `TypeError` for a cron expression that is none. */
export function createTimetable({ rule, timezone, origin }: TimetableOf): Timetable {
  const clock = zoneClock(timezone);
  const local = origin + clock(origin).offset;
  switch (rule.unit) {
    case 'minutes':
      return { next: elapsedMinutes(rule.interval, origin) };
    case 'hours':
      return { next: elapsedHours(rule, origin, clock) };
    case 'days':
      return { next: eachOnce(clock, dayTimes(rule, local)) };
    case 'weeks':
      return { next: eachOnce(clock, weekTimes(rule, local)) };
    case 'months':
      return { next: eachOnce(clock, monthTimes(rule, local)) };
    case 'cron': {
      const times = cronTimes(rule.expression);
      return { next: namesAllHours(rule.expression) ? wheneverShown(clock, times) : eachOnce(clock, times) };
    }
  }
}
