import ICAL from 'ical.js';
import { checkUntil, checkWholeDays } from './check-rule.ts';
import type { CreateEventConfig } from './config.ts';
import { type Span, spanOf, timeProperty } from './event-span.ts';
import { foldLines } from './fold-lines.ts';
import { readRule } from './recurrence-rule.ts';
import { ruleProperty } from './rule-property.ts';
import type { JCal, ZoneWriter } from './write-zone.ts';
import { localOf } from './zone-moments.ts';

/** What an event is made with beside its config. */
export type EventContext = {
  readonly uid: string;
  readonly now: number;
  readonly timezone: string;
  readonly zoneWriter: ZoneWriter;
};

/** Control characters but tabs and line breaks: no calendar may hold them (RFC 5545 §3.1). */
const CONTROLS = /[^\P{Cc}\t\n\u0080-\u009f]/gu;

/** A calendar with one event (RFC 5545), and with its zone if it is in one. Throws `NodeError` `calendar.*` or `date_time.not_a_date`. */
export function createEvent(config: CreateEventConfig, context: EventContext): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('prodid', '-//LinkFlow//iCalendar//EN');
  calendar.updatePropertyWithValue('method', config.attendees.length > 0 ? 'REQUEST' : 'PUBLISH');
  if (config.calendar_name !== undefined) calendar.updatePropertyWithValue('x-wr-calname', plain(config.calendar_name));
  const span = spanOf(config, context.timezone);
  if (span.kind === 'zoned') {
    calendar.addSubcomponent(new ICAL.Component([...context.zoneWriter(span.zone, span.start.year)]));
  }
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', plain(config.uid ?? context.uid));
  event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(new Date(context.now), true));
  addProperty(event, timeProperty('dtstart', span.start, span));
  addProperty(event, timeProperty('dtend', span.end, span));
  addTexts(event, config);
  addPeople(event, config);
  if (config.recurrence_rule !== undefined) addProperty(event, ruleProperty(ruleOf(config.recurrence_rule, span)));
  if (config.reminder_minutes !== undefined) event.addSubcomponent(alarm(plain(config.title), config.reminder_minutes));
  calendar.addSubcomponent(event);
  return `${foldLines(calendar.toString().replaceAll('\r\n ', ''))}\r\n`;
}

function addProperty(component: ICAL.Component, property: JCal): void {
  component.addProperty(new ICAL.Property([...property]));
}

/** The rule in capitals, its parts in the order in which they are written. */
function ruleOf(text: string, { kind, start }: Span): string {
  const field = 'recurrence_rule';
  const rule = readRule(text, field);
  if (kind === 'date') checkWholeDays(rule, field);
  if (kind === 'date' || kind === 'floating') checkUntil(rule, { kind, moment: localOf(start) }, field);
  else checkUntil(rule, { kind: 'zoned', moment: start }, field);
  return [...rule].map((part) => part.join('=')).join(';');
}

function addTexts(event: ICAL.Component, config: CreateEventConfig): void {
  const { latitude, longitude } = config.geolocation ?? {};
  const texts = {
    summary: plain(config.title),
    description: config.description && plain(config.description),
    location: config.location && plain(config.location),
    url: config.url,
    geo: latitude === undefined || longitude === undefined ? undefined : [latitude, longitude],
    status: config.status.toUpperCase(),
    transp: config.busy ? 'OPAQUE' : 'TRANSPARENT',
  };
  for (const [name, value] of Object.entries(texts)) if (value !== undefined) event.addPropertyWithValue(name, value);
}

/** Line breaks of all systems are one. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROLS, '');
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
  if (person.name !== undefined) property.setParameter('cn', plain(person.name));
  return property;
}

function alarm(title: string, minutes: number): ICAL.Component {
  const component = new ICAL.Component('valarm');
  component.addPropertyWithValue('action', 'DISPLAY');
  component.addPropertyWithValue('description', title);
  component.addPropertyWithValue('trigger', ICAL.Duration.fromSeconds(-60 * minutes));
  return component;
}
