import type ICAL from 'ical.js';
import { DateTime } from 'luxon';

/** The day of a year on which a clock is changed, at midnight, in UTC; `null` where the year has no such day. */
export type YearlyDay = (year: number) => DateTime | null;

const PARTS: ReadonlySet<string> = new Set(['BYMONTH', 'BYDAY', 'BYMONTHDAY']);
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const NTH_WEEKDAY = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/;

/**
 * The day that a rule of a time zone names, worked out and not searched for: one day of each year, by its month, and its date
 * or its weekday. `start`: the first change. `null` for any other rule.
 */
export function yearlyDay(rule: ICAL.Recur, start: ICAL.Time): YearlyDay | null {
  const unknown = Object.keys(rule.parts).find((part) => !PARTS.has(part));
  if (rule.freq !== 'YEARLY' || rule.interval !== 1 || unknown !== undefined) return null;
  const [month = start.month, ...otherMonths] = listOf(rule.parts.BYMONTH).map(Number);
  const [weekday, ...otherWeekdays] = listOf(rule.parts.BYDAY).map(String);
  const days = listOf(rule.parts.BYMONTHDAY).map(Number);
  if (otherMonths.length > 0 || otherWeekdays.length > 0 || days.length > 31) return null;
  if (weekday !== undefined) return weekdayIn(month, weekday, days);
  if (days.length > 1) return null;
  return (year) => dayOf(year, month, days[0] ?? start.day);
}

function listOf(part: unknown): readonly unknown[] {
  if (part === undefined) return [];
  return Array.isArray(part) ? part : [part];
}

function weekdayIn(month: number, text: string, days: readonly number[]): YearlyDay | null {
  const [, nth, name = ''] = NTH_WEEKDAY.exec(text) ?? [];
  const weekday = WEEKDAYS.indexOf(name) + 1;
  if (nth !== undefined && days.length === 0) return (year) => nthWeekday(year, month, { nth: Number(nth), weekday });
  if (nth !== undefined || days.length === 0 || weekday === 0) return null;
  return (year) => {
    const candidates = days.flatMap((day) => dayOf(year, month, day) ?? []);
    return candidates.find((day) => day.weekday === weekday) ?? null;
  };
}

type NthWeekday = { readonly nth: number; readonly weekday: number };

function nthWeekday(year: number, month: number, { nth, weekday }: NthWeekday): DateTime | null {
  const first = DateTime.utc(year, month, 1);
  const edge = nth > 0 ? first : first.endOf('month').startOf('day');
  const away = nth > 0 ? (weekday - edge.weekday + 7) % 7 : -((edge.weekday - weekday + 7) % 7);
  const day = edge.plus({ days: away + 7 * (nth > 0 ? nth - 1 : nth + 1) });
  return day.isValid && day.month === month ? day : null;
}

/** Negative days count from the end of the month. */
function dayOf(year: number, month: number, day: number): DateTime | null {
  const first = DateTime.utc(year, month, 1);
  const found = DateTime.utc(year, month, day > 0 ? day : (first.daysInMonth ?? 0) + 1 + day);
  return found.isValid ? found : null;
}
