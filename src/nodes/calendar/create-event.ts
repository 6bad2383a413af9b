import ICAL from 'ical.js';
import type { DateTime } from 'luxon';
import { readDate } from '../dates/read-date.ts';
import { NodeError } from '../node-error.ts';
import { wrongValue } from '../values/wrong-value.ts';
import type { CreateEventConfig } from './config.ts';

/** What an event is made with beside its config. */
export type EventContext = { readonly uid: string; readonly now: number; readonly timezone: string };

type Span = { readonly start: DateTime; readonly end: DateTime };

/** A calendar with one event (RFC 5545). Times are in UTC. Throws `NodeError` `calendar.*` or `date_time.not_a_date`. */
export function createEvent(config: CreateEventConfig, context: EventContext): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('prodid', '-//LinkFlow//iCalendar//EN');
  calendar.updatePropertyWithValue('method', config.attendees.length > 0 ? 'REQUEST' : 'PUBLISH');
  if (config.calendar_name !== undefined) calendar.updatePropertyWithValue('x-wr-calname', config.calendar_name);
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', config.uid ?? context.uid);
  event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(new Date(context.now), true));
  addTimes(event, spanOf(config, context.timezone), config.all_day);
  addTexts(event, config);
  addPeople(event, config);
  if (config.recurrence_rule !== undefined) event.addPropertyWithValue('rrule', ruleOf(config.recurrence_rule));
  if (config.reminder_minutes !== undefined) event.addSubcomponent(alarm(config.title, config.reminder_minutes));
  calendar.addSubcomponent(event);
  return `${calendar.toString()}\r\n`;
}

function spanOf(config: CreateEventConfig, timezone: string): Span {
  const reading = { timezone, format: undefined };
  const start = readDate(config.start, 'start', reading);
  const length = config.all_day ? { days: 0 } : { hours: 1 };
  const end = config.end === undefined ? start.plus(length) : readDate(config.end, 'end', reading);
  if (end < start) {
    const expected = `a date from ${start.toISO()} on`;
    throw wrongValue('calendar.ends_before_start', 'end', { expected, got: config.end });
  }
  return { start, end };
}

/** The end of an event of whole days is the day after its last (RFC 5545 §3.6.1). */
function addTimes(event: ICAL.Component, { start, end }: Span, allDay: boolean): void {
  const toTime = (date: DateTime): ICAL.Time =>
    allDay ? ICAL.Time.fromDateString(date.toFormat('yyyy-MM-dd')) : ICAL.Time.fromJSDate(date.toJSDate(), true);
  event.addPropertyWithValue('dtstart', toTime(start));
  event.addPropertyWithValue('dtend', toTime(allDay ? end.plus({ days: 1 }) : end));
}

function addTexts(event: ICAL.Component, config: CreateEventConfig): void {
  const { latitude, longitude } = config.geolocation ?? {};
  const texts = {
    summary: config.title,
    description: config.description,
    location: config.location,
    url: config.url,
    geo: latitude === undefined || longitude === undefined ? undefined : [latitude, longitude],
    status: config.status.toUpperCase(),
    transp: config.busy ? 'OPAQUE' : 'TRANSPARENT',
  };
  for (const [name, value] of Object.entries(texts)) if (value !== undefined) event.addPropertyWithValue(name, value);
}

function addPeople(event: ICAL.Component, { organizer, attendees }: CreateEventConfig): void {
  if (organizer !== undefined) addPerson(event, 'organizer', organizer);
  for (const attendee of attendees) {
    addPerson(event, 'attendee', attendee).setParameter('rsvp', attendee.rsvp ? 'TRUE' : 'FALSE');
  }
}

function addPerson(
  event: ICAL.Component,
  role: 'organizer' | 'attendee',
  person: { readonly email: string; readonly name?: string | undefined },
): ICAL.Property {
  const property = event.addPropertyWithValue(role, `mailto:${person.email}`);
  if (person.name !== undefined) property.setParameter('cn', person.name);
  return property;
}

function ruleOf(rule: string): ICAL.Recur {
  try {
    return ICAL.Recur.fromString(rule);
  } catch (cause) {
    throw new NodeError('calendar.bad_rule', 'The recurrence rule cannot be used', { cause });
  }
}

function alarm(title: string, minutes: number): ICAL.Component {
  const component = new ICAL.Component('valarm');
  component.addPropertyWithValue('action', 'DISPLAY');
  component.addPropertyWithValue('description', title);
  component.addPropertyWithValue('trigger', ICAL.Duration.fromSeconds(-60 * minutes));
  return component;
}
