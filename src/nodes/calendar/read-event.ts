import type ICAL from 'ical.js';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from '../values/describe-value.ts';
import { checkForeignUntil } from './check-rule.ts';
import { parameterOf, RDATE } from './content-lines.ts';
import { type EventTime, listTimes, type TimeReading, textOfEnd, textOfTime, timeOf } from './event-times.ts';
import { readLength } from './read-length.ts';
import { badRule, readRule } from './recurrence-rule.ts';

const TEXTS = ['uid', 'summary', 'description', 'location', 'url', 'status', 'class', 'transp'] as const;

/** How much of the id of an event is shown in a message. */
const MAX_SHOWN = 60;

/** The fields of an event (RFC 5545 §3.6.1). Throws `NodeError` `calendar.*`. */
export function readEvent(event: ICAL.Component, reading: TimeReading): JsonObject {
  const first = event.getFirstProperty('dtstart');
  const start = timeOf(first, reading);
  const texts = TEXTS.map((name) => [name, textOf(event.getFirstPropertyValue(name))]);
  return {
    ...Object.fromEntries(texts),
    all_day: start?.kind === 'date',
    start: start && textOfTime(start),
    end: endOf(event, start, reading),
    timezone: zoneOf(start),
    tzid: parameterOf(first, 'tzid'),
    floating: start?.kind === 'floating',
    recurrence_rule: ruleOf(event, start),
    recurrence_dates: listTimes(event.getAllProperties(RDATE), reading),
    exception_dates: listTimes(event.getAllProperties('exdate'), reading),
    ...instanceOf(event.getFirstProperty('recurrence-id'), reading),
    organizer: personOf(event.getFirstProperty('organizer')),
    attendees: event.getAllProperties('attendee').map(personOf),
    categories: event.getAllProperties('categories').flatMap((property) => property.getValues().map(String)),
    created: textAt(event.getFirstProperty('created'), reading),
    last_modified: textAt(event.getFirstProperty('last-modified'), reading),
  };
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function textAt(property: ICAL.Property | null, reading: TimeReading): string | null {
  const time = timeOf(property, reading);
  return time && textOfTime(time);
}

function zoneOf(start: EventTime | null): string | null {
  return start === null || start.kind === 'date' ? null : start.zone.name;
}

function endOf(event: ICAL.Component, start: EventTime | null, reading: TimeReading): string | null {
  const end = event.getFirstProperty('dtend');
  if (end !== null) return textAt(end, reading);
  if (start === null) return null;
  const written = textOf(event.getFirstPropertyValue('duration'));
  if (written === null) return textOfTime(start);
  const length = readLength(written.trim());
  if (length !== null) return textOfEnd(start, length);
  const got = describeValue(written);
  throw new NodeError('calendar.invalid', `text: expected a length of time in DURATION, got ${got}`);
}

/** The one time of a series that this event stands for, and whether for those that follow as well (RFC 5545 §3.8.4.4). */
function instanceOf(property: ICAL.Property | null, reading: TimeReading): JsonObject {
  return {
    recurrence_id: textAt(property, reading),
    this_and_future: parameterOf(property, 'range')?.toUpperCase() === 'THISANDFUTURE',
  };
}

/** The rule as it is written. One that cannot be used is refused, and so is what we would have to leave out. */
function ruleOf(event: ICAL.Component, start: EventTime | null): string | null {
  const field = `text: the event ${JSON.stringify(cutText(textOf(event.getFirstPropertyValue('uid')) ?? '', MAX_SHOWN))}`;
  const [text, ...others] = event.getAllProperties('rrule').map((property) => String(property.getFirstValue()));
  if (others.length > 0) throw badRule(field, `RRULE:${others[0]}`, 'an event has one rule at the most');
  if (event.hasProperty('exrule')) throw badRule(field, 'EXRULE', 'exceptions are given by their dates');
  if (text === undefined) return null;
  const rule = readRule(text, field);
  if (start === null) throw badRule(field, text, 'the event has no start');
  checkForeignUntil(rule, start, field);
  return text.trim();
}

function personOf(property: ICAL.Property | null): JsonValue {
  if (property === null) return null;
  return {
    email: String(property.getFirstValue()).replace(/^mailto:/i, ''),
    name: parameterOf(property, 'cn'),
    role: parameterOf(property, 'role'),
    status: parameterOf(property, 'partstat'),
    rsvp: parameterOf(property, 'rsvp')?.toUpperCase() === 'TRUE',
  };
}
