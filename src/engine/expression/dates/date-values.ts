import { DateTime, Duration, Interval } from 'luxon';
import { isExact } from '../../../numbers/exact-number.ts';
import { ExpressionError } from '../expression-error.ts';
import { burden, type Run, spend } from '../run.ts';
import { asDouble } from '../values/convert.ts';
import { isOf, isOpaque, type Kind, type Method, type Opaque, opaque } from '../values/opaque.ts';
import { isList, isPlainObject, type PlainObject } from '../values/plain.ts';
import { askLuxon } from './ask-luxon.ts';
import { DATE_TYPE } from './date.ts';
import { methodSteps, propertySteps } from './date-steps.ts';
import { DATE_TIME } from './date-time.ts';
import { DURATION } from './duration.ts';
import type { HostType } from './host-type.ts';
import { INTERVAL } from './interval.ts';

function kindFor<T>(type: HostType<T>, toData: (self: T) => string | null): Kind<T> {
  const methods = new Map<string, Method<T>>();
  for (const [name, method] of type.methods) {
    methods.set(name, (run, self, args) => {
      burden(run, methodSteps(self, name));
      const host = toHostArguments(run, args);
      return fromHost(askLuxon(() => method(run, self, host)));
    });
  }
  return {
    name: type.name,
    typeOf: 'object',
    get: (run, self, key) => {
      burden(run, propertySteps(key));
      return fromHost(type.properties.get(key)?.(self));
    },
    method: (key) => methods.get(key),
    toPrimitive: (_run, self, hint) => type.toPrimitive(self, hint),
    toData: (_run, self) => toData(self),
  };
}

const DATE_TIME_KIND = kindFor(DATE_TIME, (self) => self.toISO());
const DURATION_KIND = kindFor(DURATION, (self) => self.toISO());
const INTERVAL_KIND = kindFor(INTERVAL, (self) => (self.isValid ? self.toISO() : null));

const DATE_KIND = kindFor(DATE_TYPE, (self) => (Number.isNaN(self.getTime()) ? null : self.toISOString()));

/** A date of JavaScript as a value of the language. */
export function dateValue(date: Date): Opaque<Date> {
  return opaque(DATE_KIND, date);
}

/** The date of JavaScript in a value, if it is one. */
export function asDate(value: unknown): Date | undefined {
  return isOf(DATE_KIND, value) ? value.value : undefined;
}

/** A DateTime as a value of the language. */
export function dateTimeValue(dateTime: DateTime): Opaque<DateTime> {
  return opaque(DATE_TIME_KIND, dateTime);
}

/** The DateTime in a value, if it is one. */
export function asDateTime(value: unknown): DateTime | undefined {
  return isOf(DATE_TIME_KIND, value) ? value.value : undefined;
}

/** The Duration in a value, if it is one. */
export function asDuration(value: unknown): Duration | undefined {
  return isOf(DURATION_KIND, value) ? value.value : undefined;
}

/** The Interval in a value, if it is one. */
export function asInterval(value: unknown): Interval | undefined {
  return isOf(INTERVAL_KIND, value) ? value.value : undefined;
}

/** A result of Luxon as a value of the language. Anything that is neither data nor a date becomes null. */
export function fromHost(value: unknown): unknown {
  if (value instanceof DateTime) return dateTimeValue(value);
  if (value instanceof Duration) return opaque(DURATION_KIND, value);
  if (value instanceof Interval) return opaque(INTERVAL_KIND, value);
  if (value instanceof Date) return dateValue(value);
  if (isList(value)) return value.map(fromHost);
  if (isPlainObject(value)) return mapValues(value, fromHost);
  return typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol' ? null : value;
}

/** Arguments as Luxon takes them: dates as they are, objects as copies, functions not at all. */
export function toHostArguments(run: Run, args: readonly unknown[]): unknown[] {
  return args.map((argument) => toHost(run, argument));
}

function toHost(run: Run, value: unknown): unknown {
  if (isExact(value)) return asDouble(value);
  spend(run, 1);
  burden(run, 10);
  if (isOpaque(value)) return dateOf(value.value);
  if (isList(value)) return value.map((element) => toHost(run, element));
  if (isPlainObject(value)) return mapValues(value, (field) => toHost(run, field));
  if (typeof value === 'string') refuseLongText(value);
  return value;
}

/** The longest date or format. Luxon takes more than linear time for long ones. */
const MAX_TEXT = 500;

function refuseLongText(text: string): void {
  if (text.length <= MAX_TEXT) return;
  throw new ExpressionError('expression.invalid_argument', 'The text is too long for a date or a format.');
}

const DATES = [DateTime, Duration, Interval, Date];

function dateOf(value: unknown): unknown {
  if (DATES.some((type) => value instanceof type)) return value;
  throw new ExpressionError('expression.invalid_argument', 'A date, a duration or plain data was expected.');
}

function mapValues(object: PlainObject, map: (value: unknown) => unknown): PlainObject {
  const entries = Object.entries(object).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, value]) => [key, map(value)]));
}
