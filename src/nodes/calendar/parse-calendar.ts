import ICAL from 'ical.js';
import { DateTime, IANAZone } from 'luxon';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { WorkLimitError, type WorkMeter } from '../../engine/work-meter.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from '../values/describe-value.ts';
import { type OwnZone, readZone } from './own-zone.ts';
import { payForLines } from './pay-for-lines.ts';

const TEXTS = ['uid', 'summary', 'description', 'location', 'url', 'status', 'class', 'transp'] as const;

/** What the times of events are read with: the zones that the calendar brings, and ours for times without one. */
type Zones = {
  readonly own: (tzid: string) => OwnZone | undefined;
  readonly isPublic: (tzid: string) => boolean;
  readonly timezone: string;
  readonly work: WorkMeter;
};

/** What asking the platform for a zone costs in steps. */
const STEPS_PER_ZONE = 500;

/** What reading one event costs in steps. */
const STEPS_PER_EVENT = 50;

/** How many time zones a calendar may bring. */
const MAX_ZONES = 500;

/**
 * The events of a calendar, recurring ones once with their rule. Throws `NodeError` `calendar.*`, and `WorkLimitError`.
 */
export function parseCalendar(text: string, timezone: string, work: WorkMeter): JsonObject[] {
  payForLines(text, work);
  try {
    const calendar = ICAL.Component.fromString(text);
    const zones = { own: ownZones(calendar), isPublic: publicZones(work), timezone, work };
    return calendar.getAllSubcomponents('vevent').map((event) => readEvent(alone(event), zones));
  } catch (cause) {
    if (cause instanceof NodeError || cause instanceof WorkLimitError) throw cause;
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : 'not understood';
    throw new NodeError('calendar.invalid', `text: expected an iCalendar, got ${describeValue(text)} (${reason})`, {
      cause,
    });
  }
}

/** The event without its calendar, so that ical.js does not go through all of it for each time, to find its zone. */
function alone(event: ICAL.Component): ICAL.Component {
  return new ICAL.Component(event.jCal);
}

/** The zones of the calendar by name, the first one of each. Each is read when the first time is in it. */
function ownZones(calendar: ICAL.Component): Zones['own'] {
  const components = calendar.getAllSubcomponents('vtimezone');
  if (components.length > MAX_ZONES) {
    throw new NodeError('calendar.too_many_zones', `text: the calendar has over ${MAX_ZONES} time zones of its own`);
  }
  const byName = new Map(components.toReversed().map((zone) => [String(zone.getFirstPropertyValue('tzid')), zone]));
  const read = new Map<string, OwnZone>();
  return (tzid) => {
    const component = byName.get(tzid);
    const zone = read.get(tzid) ?? (component === undefined ? undefined : readZone(component));
    if (zone !== undefined) read.set(tzid, zone);
    return zone;
  };
}

/** Whether the platform knows a zone, asked once for each name. */
function publicZones(work: WorkMeter): Zones['isPublic'] {
  const known = new Map<string, boolean>();
  return (tzid) => {
    const before = known.get(tzid);
    if (before !== undefined) return before;
    work.spend(STEPS_PER_ZONE);
    const isValid = IANAZone.isValidZone(tzid);
    known.set(tzid, isValid);
    return isValid;
  };
}

function readEvent(event: ICAL.Component, zones: Zones): JsonObject {
  zones.work.spend(STEPS_PER_EVENT);
  const start = event.getFirstProperty('dtstart');
  const startTime = start?.getFirstValue();
  const allDay = startTime instanceof ICAL.Time && startTime.isDate;
  const texts = TEXTS.map((name) => [name, textOf(event.getFirstPropertyValue(name))]);
  return {
    ...Object.fromEntries(texts),
    all_day: allDay,
    start: timeOf(start, zones),
    end: endOf(event, start, zones),
    recurrence_rule: textOf(event.getFirstPropertyValue('rrule')),
    organizer: personOf(event.getFirstProperty('organizer')),
    attendees: event.getAllProperties('attendee').map(personOf),
    categories: event.getAllProperties('categories').flatMap((property) => property.getValues().map(String)),
    created: timeOf(event.getFirstProperty('created'), zones),
    last_modified: timeOf(event.getFirstProperty('last-modified'), zones),
  };
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** Days stay days; moments are ISO 8601 in the zone that the calendar names, or else the given one. */
function timeOf(property: ICAL.Property | null | undefined, zones: Zones): string | null {
  const time = property?.getFirstValue();
  if (!(time instanceof ICAL.Time)) return null;
  if (time.isDate) return time.toString();
  return momentOf(time, String(property?.getParameter('tzid') ?? ''), zones).toISO();
}

/** A zone of the calendar's own goes before the public one of that name; a time without a zone is in ours. */
function momentOf(time: ICAL.Time, tzid: string, { own, isPublic, timezone, work }: Zones): DateTime {
  const { year, month, day, hour, minute, second } = time;
  const local = DateTime.utc(year, month, day, hour, minute, second);
  const inPublic = isPublic(tzid);
  if (time.zone === ICAL.Timezone.utcTimezone) return inPublic ? local.setZone(tzid) : local;
  const zone = own(tzid);
  if (zone === undefined) return local.setZone(inPublic ? tzid : timezone, { keepLocalTime: true });
  return local.minus({ seconds: zone(local, work) }).setZone(inPublic ? tzid : 'utc');
}

function endOf(event: ICAL.Component, start: ICAL.Property | null, zones: Zones): string | null {
  const end = event.getFirstProperty('dtend');
  if (end !== null) return timeOf(end, zones);
  const duration = event.getFirstPropertyValue('duration');
  const begin = timeOf(start, zones);
  if (!(duration instanceof ICAL.Duration) || begin === null) return begin;
  const finish = DateTime.fromISO(begin, { setZone: true }).plus({ seconds: duration.toSeconds() });
  return begin.includes('T') ? finish.toISO() : finish.toISODate();
}

function personOf(property: ICAL.Property | null): JsonValue {
  if (property === null) return null;
  return {
    email: String(property.getFirstValue()).replace(/^mailto:/i, ''),
    name: textOf(property.getParameter('cn')),
    role: textOf(property.getParameter('role')),
    status: textOf(property.getParameter('partstat')),
    rsvp: property.getParameter('rsvp') === 'TRUE',
  };
}
