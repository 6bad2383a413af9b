import ICAL from 'ical.js';
import type { JsonObject } from '../../engine/json.ts';
import { WorkLimitError, type WorkMeter } from '../../engine/work-meter.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from '../values/describe-value.ts';
import { calendarZones } from './calendar-zones.ts';
import { contentLines } from './content-lines.ts';
import { readEvent } from './read-event.ts';

/** What reading one event costs in steps. */
const STEPS_PER_EVENT = 50;

/**
 * The events of a calendar, recurring ones once with their rule. Throws `NodeError` `calendar.*`, and `WorkLimitError`.
 */
export function parseCalendar(text: string, timezone: string, work: WorkMeter): JsonObject[] {
  const lines = contentLines(text, work);
  try {
    return calendarsIn(lines).flatMap((calendar) => {
      const reading = { zones: calendarZones(calendar, timezone, work), work };
      return calendar.getAllSubcomponents('vevent').map((event) => {
        work.spend(STEPS_PER_EVENT);
        return readEvent(alone(event), reading);
      });
    });
  } catch (cause) {
    if (cause instanceof NodeError || cause instanceof WorkLimitError) throw cause;
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : 'not understood';
    throw new NodeError('calendar.invalid', `text: expected an iCalendar, got ${describeValue(text)} (${reason})`, {
      cause,
    });
  }
}

/** One calendar or several: ical.js gives a list of components if there are more than one. */
function calendarsIn(lines: string): ICAL.Component[] {
  const parsed: readonly unknown[] = ICAL.parse(lines);
  const roots = typeof parsed[0] === 'string' ? [parsed] : parsed;
  const calendars = roots.map((root) => new ICAL.Component(Array.isArray(root) ? root : []));
  const isOther = calendars.length === 0 || calendars.some(({ name }) => name !== 'vcalendar');
  if (isOther) throw new TypeError('it does not begin with VCALENDAR');
  return calendars;
}

/** The event without its calendar, so that ical.js does not go through all of it for each time, to find its zone. */
function alone(event: ICAL.Component): ICAL.Component {
  return new ICAL.Component(event.jCal);
}
