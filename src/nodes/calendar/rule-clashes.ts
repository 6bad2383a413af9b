import { RULE_WEEKDAY } from './rule-parts.ts';

type Rule = ReadonlyMap<string, string>;

/** Why parts of a rule cannot stand together, and the part that is too much. */
type Clash = { readonly part: string; readonly because: string; readonly when: (rule: Rule) => boolean };

/** The days of each month in a leap year. */
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const CLASHES: readonly Clash[] = [
  { part: 'COUNT', because: 'it cannot have both COUNT and UNTIL', when: (rule) => rule.has('UNTIL') },
  { part: 'BYWEEKNO', because: 'weeks need FREQ=YEARLY', when: (rule) => !hasFrequency(rule, 'YEARLY') },
  {
    part: 'BYYEARDAY',
    because: 'days of the year cannot stand with this FREQ',
    when: (rule) => hasFrequency(rule, 'DAILY', 'WEEKLY', 'MONTHLY'),
  },
  {
    part: 'BYMONTHDAY',
    because: 'days of the month cannot stand with FREQ=WEEKLY',
    when: (rule) => hasFrequency(rule, 'WEEKLY'),
  },
  {
    part: 'BYMONTHDAY',
    because: 'no month that it names has such a day',
    when: (rule) => !hasSuchDay(numbersOf(rule, 'BYMONTHDAY'), numbersOf(rule, 'BYMONTH')),
  },
  {
    part: 'BYDAY',
    because: 'a weekday has a place (1MO) only with FREQ=MONTHLY or YEARLY',
    when: (rule) => highestPlace(rule) > 0 && !hasFrequency(rule, 'MONTHLY', 'YEARLY'),
  },
  {
    part: 'BYDAY',
    because: 'a weekday has no place (1MO) beside BYWEEKNO',
    when: (rule) => highestPlace(rule) > 0 && rule.has('BYWEEKNO'),
  },
  {
    part: 'BYDAY',
    because: 'no month has a weekday more than five times',
    when: (rule) => highestPlace(rule) > 5 && (rule.has('BYMONTH') || hasFrequency(rule, 'MONTHLY')),
  },
  {
    part: 'BYSETPOS',
    because: 'it needs another part that begins with BY',
    when: (rule) => [...rule.keys()].filter((name) => name.startsWith('BY')).length === 1,
  },
  { part: 'SKIP', because: 'it needs RSCALE', when: (rule) => !rule.has('RSCALE') },
];

/** The first part of a rule that cannot stand beside the others. */
export function clashOf(rule: Rule): Clash | undefined {
  return CLASHES.find(({ part, when }) => rule.has(part) && when(rule));
}

function hasFrequency(rule: Rule, ...frequencies: readonly string[]): boolean {
  return frequencies.includes(rule.get('FREQ') ?? '');
}

function numbersOf(rule: Rule, name: string): readonly number[] {
  return rule.get(name)?.split(',').map(Number) ?? [];
}

function hasSuchDay(days: readonly number[], months: readonly number[]): boolean {
  const named = months.length > 0 ? months.map((month) => LONGEST[month - 1] ?? 0) : LONGEST;
  const longest = Math.max(...new Set(named));
  return days.some((day) => Math.abs(day) <= longest);
}

/** The highest place of a weekday, counted from either end; 0 where none has one. */
function highestPlace(rule: Rule): number {
  const places =
    rule
      .get('BYDAY')
      ?.split(',')
      .map((day) => Number(RULE_WEEKDAY.exec(day)?.[1] ?? 0)) ?? [];
  return places.reduce((highest, place) => Math.max(highest, place), 0);
}
