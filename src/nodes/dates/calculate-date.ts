import { DateTime } from 'luxon';
import { formatFault } from '../../engine/expression/dates/format-fault.ts';
import type { JsonValue } from '../../engine/json.ts';
import { NodeError } from '../node-error.ts';
import type { DATE_PARTS, DateConfig } from './config.ts';
import { readDate } from './read-date.ts';

type Operation<Name> = Extract<DateConfig, { operation: Name }>;

const PARTS: { readonly [part in (typeof DATE_PARTS)[number]]: (date: DateTime) => number } = {
  year: (date) => date.year,
  quarter: (date) => date.quarter,
  month: (date) => date.month,
  week: (date) => date.weekNumber,
  day: (date) => date.day,
  weekday: (date) => date.weekday,
  day_of_year: (date) => date.ordinal,
  hour: (date) => date.hour,
  minute: (date) => date.minute,
  second: (date) => date.second,
  millisecond: (date) => date.millisecond,
};

/** Calculates with dates. Moments are ISO 8601 texts in the time zone. Throws `NodeError` `date_time.*`. */
export function calculateDate(config: DateConfig, now: number, workflowZone: string): JsonValue {
  const timezone = config.timezone ?? workflowZone;
  const read = (value: JsonValue | undefined, field = 'date'): DateTime =>
    readDate(value, field, { timezone, format: config.from_format, locale: config.from_locale });
  switch (config.operation) {
    case 'now':
      return iso(currentDate(DateTime.fromMillis(now, { zone: timezone }), config.include_time));
    case 'add':
      return iso(read(config.date).plus({ [config.unit]: config.duration }));
    case 'subtract':
      return iso(read(config.date).minus({ [config.unit]: config.duration }));
    case 'format':
      return write(read(config.date), config);
    case 'round':
      return iso(round(read(config.date), config));
    case 'difference':
      return difference(read(config.start, 'start'), read(config.end, 'end'), config);
    case 'extract':
      return PARTS[config.part](read(config.date));
  }
}

function write(date: DateTime, { format, locale }: Operation<'format'>): string {
  const fault = formatFault(format, 'write');
  if (fault !== null) throw new NodeError('date_time.bad_format', `format: ${fault}`);
  return date.toFormat(format, { locale });
}

function iso(date: DateTime): string {
  const text = date.toISO();
  if (text === null) throw new NodeError('date_time.out_of_range', 'The result is not a date that can be written');
  return text;
}

function currentDate(now: DateTime, withTime: boolean): DateTime {
  return withTime ? now : now.startOf('day');
}

function round(date: DateTime, { unit, direction }: Operation<'round'>): DateTime {
  const start = date.startOf(unit);
  if (direction === 'end') return date.endOf(unit);
  return direction === 'down' || start.equals(date) ? start : start.plus({ [unit]: 1 });
}

function difference(start: DateTime, end: DateTime, { units, as_iso }: Operation<'difference'>): JsonValue {
  const duration = end.diff(start, units);
  return as_iso ? (duration.toISO() ?? '') : Object.fromEntries(units.map((unit) => [unit, duration.get(unit)]));
}
