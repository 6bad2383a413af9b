import { readWritten } from './written-time.ts';

/** What a part of a recurrence rule may be. */
type RulePart = { readonly test: (value: string) => boolean; readonly is: string };

const FREQUENCIES = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
/** The weekdays as rules name them, Monday first. */
export const WEEKDAYS: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const NUMBER = /^([+-]?)(\d{1,3})$/;

/** A weekday of a rule, with its place in the month or year if it has one. */
export const RULE_WEEKDAY = /^(?:[+-]?(\d{1,2}))?(?:MO|TU|WE|TH|FR|SA|SU)$/;

/** The parts that a recurrence rule may have (RFC 5545 §3.3.10, RFC 7529 §4). */
export const RULE_PARTS: ReadonlyMap<string, RulePart> = new Map([
  ['FREQ', oneOf(FREQUENCIES)],
  [
    'UNTIL',
    {
      test: (value) => readWritten(value) !== null,
      is: 'a day (20261231) or a time (20261231T235959Z) that exists',
    },
  ],
  ['COUNT', { test: isCount, is: 'a whole number from 1 on' }],
  ['INTERVAL', { test: isCount, is: 'a whole number from 1 on' }],
  ['BYSECOND', numbers(0, 60)],
  ['BYMINUTE', numbers(0, 59)],
  ['BYHOUR', numbers(0, 23)],
  ['BYDAY', listOf(isWeekday, 'a list of weekdays such as MO, 1MO or -1MO')],
  ['BYMONTHDAY', signed(31)],
  ['BYYEARDAY', signed(366)],
  ['BYWEEKNO', signed(53)],
  ['BYMONTH', numbers(1, 12)],
  ['BYSETPOS', signed(366)],
  ['WKST', oneOf(WEEKDAYS)],
  ['RSCALE', { test: (value) => /^[A-Z0-9-]{1,40}$/.test(value), is: 'the name of a calendar' }],
  ['SKIP', oneOf(['OMIT', 'BACKWARD', 'FORWARD'])],
]);

function oneOf(values: readonly string[]): RulePart {
  return { test: (value) => values.includes(value), is: `one of ${values.join(', ')}` };
}

function listOf(test: (value: string) => boolean, is: string): RulePart {
  return { test: (value) => value.split(',').every(test), is };
}

function numbers(min: number, max: number): RulePart {
  return listOf((value) => isBetween(value, min, max), `${min} to ${max}`);
}

function signed(max: number): RulePart {
  return listOf((value) => isBetween(value.replace(/^-/, ''), 1, max), `1 to ${max}, or -${max} to -1`);
}

function isBetween(value: string, min: number, max: number): boolean {
  const [, sign, digits] = NUMBER.exec(value) ?? [];
  return sign !== '-' && Number(digits) >= min && Number(digits) <= max;
}

function isCount(value: string): boolean {
  return /^0*[1-9]\d{0,8}$/.test(value);
}

function isWeekday(value: string): boolean {
  const [found, place = '1'] = RULE_WEEKDAY.exec(value) ?? [];
  return found !== undefined && Number(place) >= 1 && Number(place) <= 53;
}
