import { DateTime, Duration, type DurationLike } from 'luxon';
import { ExpressionError } from '../expression-error.ts';
import { burden, type Run, spend } from '../run.ts';
import { assertDate } from './assert-date.ts';
import { assertFormat } from './assert-format.ts';
import { formatSteps } from './date-steps.ts';
import type { HostMethod } from './host-type.ts';
import { parseDateTime } from './parse-date-time.ts';
import { unitNamed } from './units.ts';

type Args = readonly unknown[];
type DateMethod = HostMethod<DateTime>;

/** What an operation on a date costs, in steps. */
const DATE_STEPS = 10;

function unfit(method: string, message: string): ExpressionError {
  return new ExpressionError('expression.invalid_argument', `${method}(): ${message}`);
}

/** A moment given as a DateTime, a Date or a text. */
function moment(run: Run, method: string, value: unknown): DateTime {
  spend(run, DATE_STEPS);
  if (value instanceof DateTime) return value;
  if (value instanceof Date) return DateTime.fromJSDate(value, { zone: run.scope.data.timezone });
  if (typeof value === 'string') return parseDateTime(run, value, '');
  throw unfit(method, 'a date was expected.');
}

function present(run: Run): DateTime {
  return DateTime.fromMillis(run.scope.data.now, { zone: run.scope.data.timezone });
}

/** A duration given as a number and a unit, or in a form that Luxon takes. */
function durationOf(method: string, [amount, unit]: Args): DurationLike {
  if (typeof amount === 'number') return unit === undefined ? amount : { [unitNamed(method, unit).amount]: amount };
  if (amount instanceof Duration) return amount;
  if (typeof amount === 'object' && amount !== null) return { ...amount };
  throw unfit(method, 'a number with a unit, or a duration, was expected.');
}

function extract(_run: Run, self: DateTime, [part = 'week']: Args): unknown {
  if (part === 'yearDayNumber') return self.ordinal;
  if (part === 'week' || part === 'weekNumber') return self.weekNumber;
  if (part === 'weekday') return self.weekday;
  const unit = unitNamed('extract', part).part;
  return unit === 'week' ? self.weekNumber : self[unit];
}

function format(run: Run, self: DateTime, [pattern = 'yyyy-MM-dd', locale]: Args): string {
  if (typeof pattern !== 'string') throw unfit('format', 'a format was expected, such as "yyyy-MM-dd".');
  assertDate(self);
  assertFormat(pattern, 'write');
  burden(run, formatSteps(pattern));
  if (typeof locale === 'string') return self.toFormat(pattern, { locale });
  return self.toFormat(pattern, typeof locale === 'object' && locale !== null ? { ...locale } : {});
}

/** Strictly between two moments, in either order. */
function isBetween(run: Run, self: DateTime, args: Args): boolean {
  if (args.length !== 2) throw unfit('isBetween', 'two dates were expected.');
  const [first, second] = args.map((argument) => moment(run, 'isBetween', argument).toMillis());
  const bounds = [first ?? 0, second ?? 0];
  const at = self.toMillis();
  return Math.min(...bounds) < at && at < Math.max(...bounds);
}

function isInLast(run: Run, self: DateTime, [amount = 0, unit = 'minutes']: Args): boolean {
  const now = present(run);
  const start = now.minus(durationOf('isInLast', [amount, unit]));
  return start.toMillis() <= self.toMillis() && self.toMillis() <= now.toMillis();
}

/** A number for one unit, an object for several. */
function difference(self: DateTime, other: DateTime, unit: unknown): unknown {
  const names = Array.isArray(unit) ? unit : [unit ?? 'days'];
  const units = names.map((name) => unitNamed('diffTo', name).amount);
  const [only = 'days'] = units;
  const duration = self.diff(other, units.length === 0 ? only : units);
  return units.length > 1 ? duration.toObject() : duration.as(only);
}

/** The methods of n8n on dates. */
export const DATE_EXTENSIONS: readonly (readonly [string, DateMethod])[] = [
  ['beginningOf', (_run, self, [unit = 'week']) => self.startOf(unitNamed('beginningOf', unit).part)],
  ['endOfMonth', (_run, self) => self.endOf('month')],
  ['extract', extract],
  ['format', format],
  ['isBetween', isBetween],
  ['isDst', (_run, self) => self.isInDST],
  ['isInLast', isInLast],
  ['isWeekend', (_run, self) => self.weekday >= 6],
  ['plus', (_run, self, args) => self.plus(durationOf('plus', args))],
  ['minus', (_run, self, args) => self.minus(durationOf('minus', args))],
  ['diffTo', (run, self, [other, unit]) => difference(self, moment(run, 'diffTo', other ?? present(run)), unit)],
  ['diffToNow', (run, self, [unit]) => difference(self, present(run), unit)],
  ['toDateTime', (_run, self) => self],
  ['toInt', (_run, self) => self.toMillis()],
  ['toFloat', (_run, self) => self.toMillis()],
  ['toBoolean', () => undefined],
  ['isEmpty', () => false],
  ['isNotEmpty', () => true],
];
