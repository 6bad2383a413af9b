import type { JsonObject } from '../../../src/engine/json.ts';
import { calendarAction } from '../../../src/nodes/actions/calendar.ts';
import { parseCalendar } from '../../../src/nodes/calendar/parse-calendar.ts';
import { jsonOf } from '../../support/node-run.ts';

/** A calendar file of these lines. */
export function calendarOf(lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', ...lines, 'END:VCALENDAR'].join('\r\n');
}

/** The lines of an event. */
export function eventOf(...lines: readonly string[]): string[] {
  return ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'];
}

/** Winter in Europe, as a zone of a calendar tells of it. */
export const WINTER: readonly string[] = [
  'BEGIN:STANDARD',
  'DTSTART:19701025T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
];

/** What the node reads from a calendar file. */
export function readText(text: string, timezone = 'Asia/Tokyo'): Promise<JsonObject[]> {
  return jsonOf(calendarAction, { items: [{}], config: { operation: 'parse', text }, timezone });
}

/** What the node reads from a calendar of these lines. */
export function read(lines: readonly string[], timezone?: string): Promise<JsonObject[]> {
  return readText(calendarOf(lines), timezone);
}

/** What reading a calendar of these lines costs, in steps. */
export function stepsOf(lines: readonly string[]): number {
  let steps = 0;
  const spend = (more: number) => {
    steps += more;
  };
  parseCalendar(calendarOf(lines), 'UTC', { spend });
  return steps;
}

/** The calendar file that the node makes of an event. */
export async function write(config: JsonObject, timezone = 'Europe/Berlin'): Promise<string> {
  const all = { operation: 'create', title: 'Party', start: '2026-05-01T18:00', ...config };
  const [json] = await jsonOf(calendarAction, { items: [{}], config: all, timezone });
  return String(json?.data);
}

/** The lines of a calendar file, unfolded. */
export function linesOf(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n');
}
