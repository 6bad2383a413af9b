import type { RecurrenceRule } from './recurrence-rule.ts';
import { WEEKDAYS } from './rule-parts.ts';
import { DAY } from './zone-moments.ts';

/** The day of a year on which a clock is changed, at midnight, in milliseconds of UTC; `null` where the year has no such day. */
export type YearlyDay = {
  readonly in: (year: number) => number | null;
  /** How many days are looked at for a year. */
  readonly looks: number;
};

/** The month and the day of a first change. */
export type FirstDay = { readonly month: number; readonly day: number };

const PARTS: ReadonlySet<string> = new Set([
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'WKST',
  'BYMONTH',
  'BYDAY',
  'BYMONTHDAY',
]);
const NTH_WEEKDAY = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/;

/** After so many years the days of the calendar are the same again. */
const CYCLE_YEARS = 400;
const CYCLE = 146_097 * DAY;

/**
 * The day that a rule of a time zone names, worked out and not searched for: one day of each year, by its month, and its date
 * or its weekday. `null` for any other rule.
 */
export function yearlyDay(rule: RecurrenceRule, first: FirstDay): YearlyDay | null {
  const unknown = [...rule.keys()].find((part) => !PARTS.has(part));
  if (rule.get('FREQ') !== 'YEARLY' || Number(rule.get('INTERVAL') ?? 1) !== 1 || unknown !== undefined) return null;
  const [month = first.month, ...otherMonths] = numbersOf(rule, 'BYMONTH');
  const [weekday, ...otherWeekdays] = valuesOf(rule, 'BYDAY');
  const days = numbersOf(rule, 'BYMONTHDAY');
  if (otherMonths.length > 0 || otherWeekdays.length > 0 || days.length > 31) return null;
  if (weekday !== undefined) return weekdayIn(month, weekday, days);
  if (days.length > 1) return null;
  return { in: (year) => dayOf(monthOf(year, month), days[0] ?? first.day), looks: 1 };
}

/** The values of a part, each once. */
function valuesOf(rule: RecurrenceRule, part: string): readonly string[] {
  return [...new Set(rule.get(part)?.split(','))];
}

function numbersOf(rule: RecurrenceRule, part: string): readonly number[] {
  return [...new Set(valuesOf(rule, part).map(Number))];
}

function weekdayIn(monthOfYear: number, text: string, days: readonly number[]): YearlyDay | null {
  const [, nth, name = ''] = NTH_WEEKDAY.exec(text) ?? [];
  const weekday = WEEKDAYS.indexOf(name);
  if (nth !== undefined && days.length === 0) {
    return { in: (year) => nthWeekday(monthOf(year, monthOfYear), { nth: Number(nth), weekday }), looks: 1 };
  }
  if (nth !== undefined || days.length === 0 || weekday < 0) return null;
  const firstOf = (month: Month) =>
    days.map((day) => dayOf(month, day)).find((day) => day !== null && weekdayOf(day) === weekday);
  return { in: (year) => firstOf(monthOf(year, monthOfYear)) ?? null, looks: days.length };
}

type Month = { readonly first: number; readonly length: number };

function monthOf(year: number, month: number): Month {
  const first = midnightOf(year, month, 1);
  return { first, length: (midnightOf(year, month + 1, 1) - first) / DAY };
}

/** The midnight at which a day begins, in milliseconds of UTC. `Date.UTC` alone takes the years before 100 for others. */
export function midnightOf(year: number, month: number, day: number): number {
  return Date.UTC(year + CYCLE_YEARS, month - 1, day) - CYCLE;
}

/** 0 for Monday. 1970 began with a Thursday. */
function weekdayOf(midnight: number): number {
  return (((midnight / DAY + 3) % 7) + 7) % 7;
}

type NthWeekday = { readonly nth: number; readonly weekday: number };

function nthWeekday(month: Month, { nth, weekday }: NthWeekday): number | null {
  const edge = nth > 0 ? 1 : month.length;
  const atEdge = weekdayOf(month.first + (edge - 1) * DAY);
  const away = nth > 0 ? (weekday - atEdge + 7) % 7 : -((atEdge - weekday + 7) % 7);
  const day = edge + away + 7 * (nth > 0 ? nth - 1 : nth + 1);
  return day > 0 ? dayOf(month, day) : null;
}

/** Negative days count from the end of the month. */
function dayOf({ first, length }: Month, day: number): number | null {
  const found = day > 0 ? day : length + 1 + day;
  return found < 1 || found > length ? null : first + (found - 1) * DAY;
}
