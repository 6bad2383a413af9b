import { type DateTime, Info } from 'luxon';
import type { JsonValue } from '../../engine/json.ts';
import { readDate } from '../dates/read-date.ts';
import { NodeError } from '../node-error.ts';
import { wrongValue } from '../values/wrong-value.ts';
import type { CreateEventConfig } from './config.ts';
import type { JCal } from './write-zone.ts';
import { localOf, momentIn } from './zone-moments.ts';
import { zoneNamed } from './zone-name.ts';

/** How the times of an event are written. */
type TimeKind = 'date' | 'floating' | 'utc' | 'zoned';

/** When an event takes place, in its zone. The end of one of whole days is the day after its last (RFC 5545 §3.6.1). */
export type Span = {
  readonly kind: TimeKind;
  readonly zone: string;
  readonly start: DateTime;
  readonly end: DateTime;
};

const YEARS = 'a date from the year 1 to the year 9999';

/** When an event takes place. `workflowZone`: its zone unless it names one. Throws `NodeError` `calendar.*`, `date_time.not_a_date`. */
export function spanOf(config: CreateEventConfig, workflowZone: string): Span {
  const zone = (config.timezone === undefined ? null : zoneNamed(config.timezone)) ?? workflowZone;
  const exact = config.all_day ? 'day' : 'second';
  const start = readTime(config.start, 'start', zone).startOf(exact);
  const length = config.all_day ? { days: 0 } : { hours: 1 };
  const last = config.end === undefined ? start.plus(length) : readTime(config.end, 'end', zone).startOf(exact);
  if (last < start) {
    const expected = `a date from ${start.toISO()} on`;
    throw wrongValue('calendar.ends_before_start', 'end', { expected, got: config.end });
  }
  const end = config.all_day ? last.plus({ days: 1 }) : last;
  if (!isWritable(start)) throw wrongValue('calendar.bad_year', 'start', { expected: YEARS, got: config.start });
  if (!isWritable(end)) throw wrongValue('calendar.bad_year', 'end', { expected: YEARS, got: config.end });
  const span = { kind: kindOf(config, zone), zone, start, end };
  if (config.recurrence_rule !== undefined) checkFirst(span);
  return span;
}

/** Of two times that clocks show alike Luxon takes one by the season in which it is asked. It is the first, unless the offset is said. */
function readTime(value: JsonValue | undefined, field: string, zone: string): DateTime {
  const readIn = (timezone: string) => readDate(value, field, { timezone, format: undefined });
  const date = readIn(zone);
  const [first = date, ...others] = date.getPossibleOffsets();
  const isSaid = others.length === 0 || readIn('UTC').toMillis() === readIn('UTC+1').toMillis();
  return isSaid ? date : first;
}

function isWritable(date: DateTime): boolean {
  return [date, date.toUTC()].every(({ year }) => year >= 1 && year <= 9999);
}

/** What recurs is written in its zone, so that it stays at nine when the clocks change. */
function kindOf(config: CreateEventConfig, zone: string): TimeKind {
  if (config.all_day) return 'date';
  if (config.floating) return 'floating';
  const isInZone = config.recurrence_rule !== undefined || config.timezone !== undefined;
  return isInZone && !isUtc(zone) ? 'zoned' : 'utc';
}

function isUtc(name: string): boolean {
  const zone = Info.normalizeZone(name);
  return zone.isUniversal && zone.offset(0) === 0;
}

/** Clocks that go back show an hour twice, and a calendar can write the first only (RFC 5545 §3.3.5). */
function checkFirst({ kind, zone, start }: Span): void {
  if (kind !== 'zoned' || isFirst(start)) return;
  const time = start.toFormat('HH:mm');
  throw new NodeError(
    'calendar.ambiguous_start',
    `start: clocks in ${zone} show ${time} twice that day, and what recurs cannot begin at the second`,
  );
}

function isFirst(date: DateTime): boolean {
  return momentIn(date.zone, localOf(date).toMillis()) === date.toMillis();
}

/** A property for a time. One that its zone shows twice is written in UTC if it is the second. */
export function timeProperty(name: string, date: DateTime, { kind, zone }: Span): JCal {
  if (kind === 'date') return [name, {}, 'date', date.toFormat('yyyy-MM-dd')];
  const isInUtc = kind === 'utc' || (kind === 'zoned' && !isFirst(date));
  if (isInUtc) return [name, {}, 'date-time', `${textOf(date.toUTC())}Z`];
  return [name, kind === 'zoned' ? { tzid: zone } : {}, 'date-time', textOf(date)];
}

function textOf(date: DateTime): string {
  return date.toFormat("yyyy-MM-dd'T'HH:mm:ss");
}
