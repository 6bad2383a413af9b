import { dayTimes, monthTimes, weekTimes } from './calendar-times.ts';
import { cronTimes } from './cron-times.ts';
import type { LocalTime, LocalTimes } from './local-times.ts';
import type { ScheduleRule } from './schedule-rule.ts';

/** A rule that names times on the wall, and does not count what has gone by. */
type WallRule = Exclude<ScheduleRule, { unit: 'minutes' | 'hours' }>;

/** The times on the wall that a rule names; `origin`: the local time from which "every n" counts. */
export function wallTimes(rule: WallRule, origin: LocalTime): LocalTimes {
  switch (rule.unit) {
    case 'days':
      return dayTimes(rule, origin);
    case 'weeks':
      return weekTimes(rule, origin);
    case 'months':
      return monthTimes(rule, origin);
    case 'cron':
      return cronTimes(rule.expression);
  }
}
