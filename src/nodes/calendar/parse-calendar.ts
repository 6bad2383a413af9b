import ICAL from 'ical.js';
import { DateTime, IANAZone } from 'luxon';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from '../values/describe-value.ts';

const TEXTS = ['uid', 'summary', 'description', 'location', 'url', 'status', 'class', 'transp'] as const;

/** The events of a calendar, recurring ones once with their rule. Throws `NodeError` `calendar.invalid`. */
export function parseCalendar(text: string, timezone: string): JsonObject[] {
  try {
    const calendar = ICAL.Component.fromString(text);
    return calendar.getAllSubcomponents('vevent').map((event) => readEvent(event, timezone));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : 'not understood';
    throw new NodeError('calendar.invalid', `text: expected an iCalendar, got ${describeValue(text)} (${reason})`, {
      cause,
    });
  }
}

function readEvent(event: ICAL.Component, timezone: string): JsonObject {
  const start = event.getFirstProperty('dtstart');
  const startTime = start?.getFirstValue();
  const allDay = startTime instanceof ICAL.Time && startTime.isDate;
  const texts = TEXTS.map((name) => [name, textOf(event.getFirstPropertyValue(name))]);
  return {
    ...Object.fromEntries(texts),
    all_day: allDay,
    start: timeOf(start, timezone),
    end: endOf(event, start, timezone),
    recurrence_rule: textOf(event.getFirstPropertyValue('rrule')),
    organizer: personOf(event.getFirstProperty('organizer')),
    attendees: event.getAllProperties('attendee').map(personOf),
    categories: event.getAllProperties('categories').flatMap((property) => property.getValues().map(String)),
    created: timeOf(event.getFirstProperty('created'), timezone),
    last_modified: timeOf(event.getFirstProperty('last-modified'), timezone),
  };
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** Days stay days; moments are ISO 8601 in the zone that the calendar names, or else the given one. */
function timeOf(property: ICAL.Property | null | undefined, timezone: string): string | null {
  const time = property?.getFirstValue();
  if (!(time instanceof ICAL.Time)) return null;
  if (time.isDate) return time.toString();
  return momentOf(time, String(property?.getParameter('tzid') ?? ''), timezone).toISO();
}

/** A zone of the calendar's own goes before the public one of that name; a time without a zone is in ours. */
function momentOf(time: ICAL.Time, tzid: string, timezone: string): DateTime {
  const isFloating = time.zone === ICAL.Timezone.localTimezone || time.zone?.tzid === 'floating';
  if (!isFloating) return DateTime.fromSeconds(time.toUnixTime(), { zone: IANAZone.isValidZone(tzid) ? tzid : 'utc' });
  const zone = IANAZone.isValidZone(tzid) ? tzid : timezone;
  const { year, month, day, hour, minute, second } = time;
  return DateTime.fromObject({ year, month, day, hour, minute, second }, { zone });
}

function endOf(event: ICAL.Component, start: ICAL.Property | null, timezone: string): string | null {
  const end = event.getFirstProperty('dtend');
  if (end !== null) return timeOf(end, timezone);
  const duration = event.getFirstPropertyValue('duration');
  const begin = timeOf(start, timezone);
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
