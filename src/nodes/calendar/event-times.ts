import type ICAL from 'ical.js';
import type { DateTime } from 'luxon';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from '../values/describe-value.ts';
import type { CalendarZone, CalendarZones } from './calendar-zones.ts';
import { nameOf, parameterOf } from './content-lines.ts';
import { type Length, readLength } from './read-length.ts';
import { readWritten } from './written-time.ts';
import { localOf } from './zone-moments.ts';

/** What times of events are read with. */
export type TimeReading = { readonly zones: CalendarZones; readonly work: WorkMeter };

/** A time of an event. `local`: what the clock shows, as if it were in UTC. */
export type EventTime = { readonly local: DateTime } & (
  | { readonly kind: 'date' }
  | { readonly kind: 'floating' | 'zoned'; readonly zone: CalendarZone; readonly at: DateTime }
);

/** What reading a time costs in steps, beside its zone. */
const STEPS_PER_TIME = 20;

/** The time of a property, which `contentLines` has made a text; `null` if there is none. Throws `NodeError` `calendar.*`. */
export function timeOf(property: ICAL.Property | null, reading: TimeReading): EventTime | null {
  return property === null ? null : readTime(String(property.getFirstValue()), property, reading);
}

/** All times of some properties, as texts. A period is an interval (ISO 8601), with a slash. Throws `NodeError` `calendar.*`. */
export function listTimes(properties: readonly ICAL.Property[], reading: TimeReading): string[] {
  return properties.flatMap((property) => {
    const values = property.getValues().flatMap((value) => String(value).split(','));
    return values.map((value) => textOfValue(value, property, reading));
  });
}

function textOfValue(value: string, property: ICAL.Property, reading: TimeReading): string {
  const [from = '', to, ...others] = value.split('/');
  const start = readTime(others.length > 0 ? value : from, property, reading);
  if (to === undefined) return textOfTime(start);
  const length = readLength(to.trim());
  const end = length === null ? textOfTime(readTime(to, property, reading)) : textOfEnd(start, length);
  return `${textOfTime(start)}/${end}`;
}

function readTime(value: string, property: ICAL.Property, { zones, work }: TimeReading): EventTime {
  work.spend(STEPS_PER_TIME);
  const written = readWritten(value.trim());
  if (written === null) {
    const got = describeValue(value);
    throw new NodeError('calendar.invalid', `text: expected a day or a time in ${nameOf(property)}, got ${got}`);
  }
  const { kind, local } = written;
  if (kind === 'date') return { kind, local };
  const tzid = parameterOf(property, 'tzid') ?? '';
  if (kind === 'utc') return inUtc(local, zones.ofUtc(tzid));
  const zone = tzid === '' ? zones.ofFloating() : zones.named(tzid);
  return { kind: tzid === '' ? 'floating' : 'zoned', local, zone, at: zone.momentOf(local) };
}

function inUtc(utc: DateTime, zone: CalendarZone): EventTime {
  const at = utc.setZone(zone.name ?? 'utc');
  return { kind: 'zoned', local: localOf(at), zone, at };
}

/** Days stay days; moments are ISO 8601 in the zone that the calendar names, or else in its own or the workflow's. */
export function textOfTime(time: EventTime): string {
  return (time.kind === 'date' ? time.local.toISODate() : time.at.toISO()) ?? '';
}

/** The time that comes a length of time after another. At nine, a day later, it is nine again (RFC 5545 §3.3.6). */
export function textOfEnd(start: EventTime, { days, seconds }: Length): string {
  const local = start.local.plus({ days });
  if (start.kind === 'date') return local.plus({ seconds }).toISODate() ?? '';
  const at = days === 0 ? start.at : start.zone.momentOf(local);
  return at.plus({ seconds }).toISO() ?? '';
}
