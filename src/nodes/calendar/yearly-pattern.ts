import { DateTime } from 'luxon';
import { WEEKDAYS } from './rule-parts.ts';
import type { ZoneChange } from './zone-changes.ts';

/** A change of the clocks: its year, its time of day and offsets, and the recurrence rules that name its day. */
type Placed = {
  readonly change: ZoneChange;
  readonly year: number;
  readonly kind: string;
  readonly rules: readonly string[];
};

/** A change that comes back each year for good, with the rule that names its day. */
type YearlyChange = { readonly first: ZoneChange; readonly rule: string };

/** Changes that come once, and those that follow a rule after them. */
export type ChangePattern = { readonly single: readonly ZoneChange[]; readonly yearly: readonly YearlyChange[] };

/** Fewer years do not show a rule. */
const FEWEST_YEARS = 8;

/** Tells the changes that follow a rule to the last year from those before. Without a rule at the end all are single. */
export function patternOf(changes: readonly ZoneChange[], lastYear: number): ChangePattern {
  const placed = changes.map(placeInYear);
  const inYear = (year: number) => placed.filter((one) => one.year === year);
  let year = lastYear;
  let ruled: readonly Placed[] = inYear(year);
  for (;;) {
    const earlier = sharedBy(inYear(year - 1), ruled);
    if (earlier.length === 0) break;
    ruled = earlier;
    year -= 1;
  }
  if (ruled.length === 0 || lastYear - year + 1 < FEWEST_YEARS) return { single: changes, yearly: [] };
  return {
    single: placed.filter((one) => one.year < year).map(({ change }) => change),
    yearly: ruled.map(({ change, rules: [rule = ''] }) => ({ first: change, rule })),
  };
}

/** The changes of a year with the rules that name those of the next one as well; none if they do not go together. */
function sharedBy(year: readonly Placed[], next: readonly Placed[]): readonly Placed[] {
  if (year.length !== next.length) return [];
  const shared = year.map((one, index) => {
    const after = next[index];
    return { ...one, rules: one.kind === after?.kind ? one.rules.filter((rule) => after.rules.includes(rule)) : [] };
  });
  return shared.some(({ rules }) => rules.length === 0) ? [] : shared;
}

/** What clocks would show at a change if it did not come, as if it were in UTC (RFC 5545 §3.6.5). */
export function localOfChange({ at, before }: ZoneChange): DateTime {
  return DateTime.fromMillis(at + before, { zone: 'utc' });
}

function placeInYear(change: ZoneChange): Placed {
  const local = localOfChange(change);
  const kind = `${local.toFormat('HHmmss')} ${change.before} ${change.since}`;
  return { change, year: local.year, kind, rules: rulesFor(local) };
}

/** The rules that name a day, the plainest first: the last weekday of the month, the nth, the one from a day on, or the day. */
function rulesFor(local: DateTime): string[] {
  const { month, day, daysInMonth = 31 } = local;
  const weekday = WEEKDAYS[local.weekday - 1] ?? '';
  const last = day > daysInMonth - 7 ? [`BYDAY=-1${weekday}`] : [];
  const starts = weekFrom(day - 6).filter((start) => start >= 1 && start + 6 <= daysInMonth);
  const weeks = starts.map((start) => `BYDAY=${weekday};BYMONTHDAY=${weekFrom(start).join(',')}`);
  const rules = [...last, `BYDAY=${Math.ceil(day / 7)}${weekday}`, ...weeks, `BYMONTHDAY=${day}`];
  return rules.map((rule) => `FREQ=YEARLY;BYMONTH=${month};${rule}`);
}

function weekFrom(start: number): number[] {
  return Array.from({ length: 7 }, (_none, index) => start + index);
}
