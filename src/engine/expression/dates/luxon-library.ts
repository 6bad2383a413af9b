import { DateTime, type DateTimeOptions, Duration, Interval } from 'luxon';
import { ExpressionError } from '../expression-error.ts';
import { burden, type Run, spend } from '../run.ts';
import { LIBRARY_LEVELS, makeFunction } from '../values/function-value.ts';
import { functionMembers } from '../values/namespace.ts';
import { isList } from '../values/plain.ts';
import { askLuxon } from './ask-luxon.ts';
import { assertZone } from './assert-zone.ts';
import { intervalSteps, makingSteps, READING_STEPS } from './date-steps.ts';
import { asDateTime, asDuration, asInterval, fromHost, toHostArguments } from './date-values.ts';
import { readFormat } from './read-format.ts';

type Args = readonly unknown[];
type Invoke = (run: Run, args: Args) => unknown;

const STEPS = 20;

/** A static method as Luxon has it. */
function plain(method: unknown, owner: unknown): Invoke {
  if (typeof method !== 'function') throw new TypeError('Not a function of Luxon.');
  return (run, args) => {
    spend(run, STEPS);
    burden(run, makingSteps(run.scope.data.timezone));
    const host = toHostArguments(run, args);
    return fromHost(askLuxon(() => Reflect.apply(method, owner, host)));
  };
}

/** A static method of Interval that takes a list of them. */
function ofMany(method: unknown): Invoke {
  const invoke = plain(method, Interval);
  return (run, args) => {
    const [list] = args;
    if (isList(list)) spend(run, intervalSteps(2 * list.length));
    return invoke(run, args);
  };
}

/** A static method whose options are at `position`. Without a zone in them, the zone of the execution is used. */
function zoned(method: unknown, position: number): Invoke {
  const invoke = plain(method, DateTime);
  return (run, args) => {
    const before = Array.from({ length: position }, (_empty, index) => args[index]);
    return invoke(run, [...before, withZone(run, args[position])]);
  };
}

function withZone(run: Run, options: unknown): object {
  const given = typeof options === 'object' && options !== null ? options : {};
  if ('zone' in given) assertZone(given.zone);
  return { zone: run.scope.data.timezone, ...given };
}

/** The time of `$now`, in the zone of the execution or of the options. */
function present(run: Run, options: unknown): DateTime {
  const [host] = toHostArguments(run, [withZone(run, options)]);
  const how: DateTimeOptions = typeof host === 'object' && host !== null ? host : {};
  return DateTime.fromMillis(run.scope.data.now, how);
}

const local = plain(DateTime.local, DateTime);
const utc = plain(DateTime.utc, DateTime);

/** `DateTime.local(year, month, …, options?)`. */
function localTime(run: Run, args: Args): unknown {
  const last = args.at(-1);
  const numbers = args.filter((argument) => typeof argument !== 'object');
  if (numbers.length === 0) return fromHost(present(run, last));
  return local(run, [...numbers, withZone(run, typeof last === 'object' ? last : undefined)]);
}

function utcTime(run: Run, args: Args): unknown {
  return typeof args[0] === 'number'
    ? utc(run, args)
    : fromHost(DateTime.fromMillis(run.scope.data.now, { zone: 'utc' }));
}

function fromFormat(text: unknown, format: unknown, options: object): DateTime {
  return readFormat(String(text), String(format), options);
}

const readZoned = zoned(fromFormat, 2);

function reading(run: Run, args: Args): unknown {
  burden(run, READING_STEPS);
  return readZoned(run, args);
}

const FORMATS = [
  'DATE_SHORT',
  'DATE_MED',
  'DATE_MED_WITH_WEEKDAY',
  'DATE_FULL',
  'DATE_HUGE',
  'TIME_SIMPLE',
  'TIME_WITH_SECONDS',
  'TIME_WITH_SHORT_OFFSET',
  'TIME_WITH_LONG_OFFSET',
  'TIME_24_SIMPLE',
  'TIME_24_WITH_SECONDS',
  'TIME_24_WITH_SHORT_OFFSET',
  'TIME_24_WITH_LONG_OFFSET',
  'DATETIME_SHORT',
  'DATETIME_SHORT_WITH_SECONDS',
  'DATETIME_MED',
  'DATETIME_MED_WITH_SECONDS',
  'DATETIME_MED_WITH_WEEKDAY',
  'DATETIME_FULL',
  'DATETIME_FULL_WITH_SECONDS',
  'DATETIME_HUGE',
  'DATETIME_HUGE_WITH_SECONDS',
] as const;

function notCallable(name: string): Invoke {
  return () => {
    throw new ExpressionError('expression.not_a_function', `${name} cannot be called: use one of its functions.`);
  };
}

/** `DateTime` of Luxon. */
export const DATE_TIME_LIBRARY = makeFunction({
  name: 'DateTime',
  invoke: notCallable('DateTime'),
  levels: LIBRARY_LEVELS,
  isInstance: (value) => asDateTime(value) !== undefined,
  members: new Map<string, unknown>([
    ...FORMATS.map((name): [string, unknown] => [name, fromHost(DateTime[name])]),
    ...functionMembers('DateTime', {
      now: (run) => fromHost(present(run, undefined)),
      local: localTime,
      utc: utcTime,
      fromJSDate: zoned(DateTime.fromJSDate, 1),
      fromMillis: zoned(DateTime.fromMillis, 1),
      fromSeconds: zoned(DateTime.fromSeconds, 1),
      fromObject: zoned(DateTime.fromObject, 1),
      fromISO: zoned(DateTime.fromISO, 1),
      fromRFC2822: zoned(DateTime.fromRFC2822, 1),
      fromHTTP: zoned(DateTime.fromHTTP, 1),
      fromFormat: reading,
      fromString: reading,
      fromSQL: zoned(DateTime.fromSQL, 1),
      invalid: plain(DateTime.invalid, DateTime),
      isDateTime: (_run, [value]) => asDateTime(value) !== undefined,
      min: plain(DateTime.min, DateTime),
      max: plain(DateTime.max, DateTime),
    }),
  ]),
});

/** `Duration` of Luxon. */
export const DURATION_LIBRARY = makeFunction({
  name: 'Duration',
  invoke: notCallable('Duration'),
  levels: LIBRARY_LEVELS,
  isInstance: (value) => asDuration(value) !== undefined,
  members: functionMembers('Duration', {
    fromMillis: plain(Duration.fromMillis, Duration),
    fromObject: plain(Duration.fromObject, Duration),
    fromDurationLike: plain(Duration.fromDurationLike, Duration),
    fromISO: plain(Duration.fromISO, Duration),
    fromISOTime: plain(Duration.fromISOTime, Duration),
    invalid: plain(Duration.invalid, Duration),
    isDuration: (_run, [value]) => asDuration(value) !== undefined,
  }),
});

/** `Interval` of Luxon. */
export const INTERVAL_LIBRARY = makeFunction({
  name: 'Interval',
  invoke: notCallable('Interval'),
  levels: LIBRARY_LEVELS,
  isInstance: (value) => asInterval(value) !== undefined,
  members: functionMembers('Interval', {
    fromDateTimes: plain(Interval.fromDateTimes, Interval),
    after: plain(Interval.after, Interval),
    before: plain(Interval.before, Interval),
    fromISO: plain(Interval.fromISO, Interval),
    merge: ofMany(Interval.merge),
    xor: ofMany(Interval.xor),
    invalid: plain(Interval.invalid, Interval),
    isInterval: (_run, [value]) => asInterval(value) !== undefined,
  }),
});
