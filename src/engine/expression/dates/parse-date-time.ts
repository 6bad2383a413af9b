import { DateTime } from 'luxon';
import { ExpressionError } from '../expression-error.ts';
import { burden, type Run, scan, spend } from '../run.ts';
import { makingSteps, READING_STEPS } from './date-steps.ts';
import { MAX_DATE_TEXT, parseHostDate } from './host-date.ts';
import { readFormat } from './read-format.ts';

type Parse = (text: string, options: { readonly zone: string; readonly setZone: boolean }) => DateTime;

/** Tried in this order: ISO 8601, HTTP, RFC 2822, SQL. */
const PARSERS: readonly Parse[] = [DateTime.fromISO, DateTime.fromHTTP, DateTime.fromRFC2822, DateTime.fromSQL];

/** Days from 1899-12-30 to 1970-01-01. Spreadsheets count from there, since they take 1900 for a leap year. */
const EXCEL_EPOCH_DAYS = 25_569;

/** The units in which a number may give a moment, with the conversion to milliseconds since the epoch. */
const UNITS: ReadonlyMap<string, (value: number) => number> = new Map([
  ['ms', (value) => value],
  ['s', (value) => value * 1_000],
  ['us', (value) => value / 1_000],
  ['excel', (value) => (value - EXCEL_EPOCH_DAYS) * 86_400_000],
]);

/** A moment that is given as a number of milliseconds, seconds, microseconds or spreadsheet days. */
export function dateTimeOfNumber(run: Run, value: number, unit: string): DateTime {
  const toMillis = UNITS.get(unit);
  if (toMillis !== undefined) return DateTime.fromMillis(toMillis(value), { zone: run.scope.data.timezone });
  throw new ExpressionError('expression.invalid_argument', `toDateTime(): "${unit}" is none of ms, s, us and excel.`);
}

/**
 * Reads a text as a moment, in a format of Luxon or, by default, in the first format that fits. A zone in the text is kept. The
 * locale is the language of names of months and days in a format.
 */
export function parseDateTime(run: Run, text: string, format: string, locale?: string): DateTime {
  scan(run, text);
  spend(run, 20);
  burden(run, makingSteps(run.scope.data.timezone) + (format === '' ? 0 : READING_STEPS));
  const { timezone } = run.scope.data;
  if (UNITS.has(format)) return dateTimeOfNumber(run, Number(text), format);
  const short = text.trim().slice(0, MAX_DATE_TEXT);
  const parsed =
    format === ''
      ? guess(short, timezone)
      : readFormat(short, format, { zone: timezone, ...(locale === undefined ? {} : { locale }) });
  if (parsed.isValid && text.length <= MAX_DATE_TEXT) return parsed;
  throw new ExpressionError('expression.invalid_argument', `toDateTime(): "${text.slice(0, 50)}" is not a date.`);
}

function guess(text: string, zone: string): DateTime {
  for (const parse of PARSERS) {
    const parsed = parse(text, { zone, setZone: true });
    if (parsed.isValid) return parsed;
  }
  return DateTime.fromMillis(parseHostDate(text), { zone });
}
