import { DAY, HOUR, type LocalTimes, MINUTE, modulo } from './local-times.ts';
import type { ScheduleRule } from './schedule-rule.ts';

type Every<Unit extends ScheduleRule['unit']> = Extract<ScheduleRule, { unit: Unit }>;

/** The first of January 1970 was a Thursday; weeks begin on Monday. */
const DAYS_INTO_WEEK = 3;
const WEEK = 7;
const EPOCH_YEAR = 1970;

/** The longest search: every eleven months on the 29th of February, across a year such as 2100 that is no leap year. */
const MOST_MONTHS = 400;

function timeOfDay({ hour, minute }: { readonly hour: number; readonly minute: number }): number {
  return hour * HOUR + minute * MINUTE;
}

/** Every so many days, counted from the day of a local time. */
export function dayTimes(rule: Every<'days'>, origin: number): LocalTimes {
  const first = Math.floor(origin / DAY);
  const time = timeOfDay(rule);
  return (after) => {
    const soonest = Math.floor((after - time) / DAY) + 1;
    return (soonest + modulo(first - soonest, rule.interval)) * DAY + time;
  };
}

/** Days of every so many weeks, counted from the week of a local time. */
export function weekTimes(rule: Every<'weeks'>, origin: number): LocalTimes {
  const first = weekOf(Math.floor(origin / DAY));
  const days = rule.weekdays.map((weekday) => modulo(weekday - 1, WEEK)).toSorted((a, b) => a - b);
  const time = timeOfDay(rule);
  return (after) => {
    const now = weekOf(Math.floor(after / DAY));
    const week = now + modulo(first - now, rule.interval);
    const all = [week, week + rule.interval].flatMap((one) => days.map((day) => (dayOf(one) + day) * DAY + time));
    return all.find((local) => local > after) ?? null;
  };
}

function weekOf(day: number): number {
  return Math.floor((day + DAYS_INTO_WEEK) / WEEK);
}

function dayOf(week: number): number {
  return week * WEEK - DAYS_INTO_WEEK;
}

/** A day of every so many months, counted from the month of a local time. */
export function monthTimes(rule: Every<'months'>, origin: number): LocalTimes {
  const first = monthOf(origin);
  const time = timeOfDay(rule);
  return (after) => {
    const now = monthOf(after);
    let month = now + modulo(first - now, rule.interval);
    for (let tried = 0; tried < MOST_MONTHS; tried += 1, month += rule.interval) {
      const midnight = Date.UTC(EPOCH_YEAR, month, rule.day);
      if (new Date(midnight).getUTCDate() === rule.day && midnight + time > after) return midnight + time;
    }
    return null;
  };
}

function monthOf(local: number): number {
  const date = new Date(local);
  return (date.getUTCFullYear() - EPOCH_YEAR) * 12 + date.getUTCMonth();
}
