import { Cron } from 'croner';
import { createLruCache } from '../../shared/lru-cache.ts';
import { DAY, HOUR, type LocalTimes } from './local-times.ts';

/** What the nicknames stand for. */
const NICKNAMES: { readonly [name: string]: string } = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Days of 28 years in a row: each kind of year is among them, leap or not, whatever its first day of the week. */
const ALL_KINDS_OF_YEARS = '2001-2028';
const BEFORE_THEM = new Date(Date.UTC(2000, 11, 31));

const HOURS_OF_DAY = DAY / HOUR;

const PARSED_KEPT = 5000;
const parsed = createLruCache<Cron>(PARSED_KEPT);
const allHours = createLruCache<boolean>(PARSED_KEPT);

/** An expression with single blanks between its fields, and what a nickname stands for instead of it. */
export function spellOut(text: string): string {
  const fields = text.trim().split(/\s+/).join(' ');
  return NICKNAMES[fields.toLowerCase()] ?? fields;
}

/** Croner's reading of an expression of five fields, as local times that it takes to be in UTC; null if it is none. */
export function parseCron(text: string): Cron | null {
  const spelt = spellOut(text);
  const known = parsed.get(spelt);
  if (known !== undefined) return known;
  try {
    const cron = new Cron(spelt, { paused: true, mode: '5-part', utcOffset: 0 });
    parsed.set(spelt, cron);
    return cron;
  } catch {
    return null;
  }
}

/** Whether an expression that Croner takes has a day at all. */
export function everComes(text: string): boolean {
  const withYears = `0 ${spellOut(text)} ${ALL_KINDS_OF_YEARS}`;
  return new Cron(withYears, { paused: true, mode: '7-part', utcOffset: 0 }).nextRun(BEFORE_THEM) !== null;
}

/** The times of an expression. Throws `TypeError` if it is none. */
export function cronTimes(text: string): LocalTimes {
  const cron = parseCron(text);
  if (cron === null) throw new TypeError(`Not a cron expression: ${text}`);
  return (after) => cron.nextRun(new Date(after))?.getTime() ?? null;
}

/** Whether an expression, which is one, names all hours of the day. */
export function namesAllHours(text: string): boolean {
  const spelt = spellOut(text);
  const known = allHours.get(spelt);
  if (known !== undefined) return known;
  const found = countHours(spelt) === HOURS_OF_DAY;
  allHours.set(spelt, found);
  return found;
}

function countHours(spelt: string): number {
  const hours = cronTimes(`0 ${spelt.split(' ')[1]} * * *`);
  let count = 0;
  for (let hour = hours(-1); hour !== null && hour < DAY; hour = hours(hour)) count += 1;
  return count;
}
