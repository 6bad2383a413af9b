import type ICAL from 'ical.js';
import type { WorkMeter } from '../../engine/work-meter.ts';

/** How many characters the parser passes in one step. */
const CHARACTERS_PER_STEP = 256;

/** How often each character is gone over, whatever the line is like. */
const PASSES = 16;

/** Properties of events that hold times, of which ical.js would drop or mend what it does not expect. Values have no colon. */
const TIMED = /^(?:DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE|CREATED|LAST-MODIFIED|DURATION)[;:]/i;

/** Stands for a backslash in a parameter: a character that no calendar may hold. */
const BACKSLASH = '\u001f';

/** The name under which RDATE is read. */
export const RDATE = 'x-linkflow-rdate';

const ZONE = ';tzid=';
const RULE = /^RRULE[;:]/i;

/**
 * The lines of a calendar, unfolded (RFC 5545 §3.1) and as ical.js reads them well: rules, and times of events, are texts, for it
 * would mend and reorder them; zones with a colon in their name are quoted, and the backslashes of parameters are hidden, for
 * it would take them for escapes. Pays for parsing them: for each `=` of a line ical.js may search the rest of it, which is as
 * long as its sender likes.
 */
export function contentLines(text: string, work: WorkMeter): string {
  work.spend((PASSES * text.length) / CHARACTERS_PER_STEP);
  let inZone = false;
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const read = lines.map((line) => {
    work.spend(1 + ((line.split('=').length + 1) * line.length) / CHARACTERS_PER_STEP);
    if (/^(?:BEGIN|END):VTIMEZONE\s*$/i.test(line)) inZone = /^B/i.test(line);
    if (RULE.test(line)) return `RRULE;VALUE=TEXT${line.slice(line.indexOf(':'))}`;
    if (inZone) return line;
    return TIMED.test(line) ? asText(hideBackslashes(quoteZone(line))) : hideBackslashes(line);
  });
  return read.join('\r\n');
}

/** The last of several types of a value counts, but for RDATE, whose type ical.js guesses. */
function asText(line: string): string {
  const end = endOfParameters(line);
  const name = line.slice(0, end).replace(/^RDATE/i, RDATE);
  return `${name};VALUE=TEXT${line.slice(end)}`;
}

/** `TZID=tzone://Microsoft/Utc:20260304T100000`, as Exchange writes it: what follows the last colon is the value. */
function quoteZone(line: string): string {
  const begin = line.toLowerCase().indexOf(ZONE) + ZONE.length;
  const end = line.lastIndexOf(':');
  if (begin < ZONE.length || end < begin || line[begin] === '"') return line;
  const [name = '', ...others] = line.slice(begin, end).split(';');
  const quoted = name.includes(':') ? `"${name.replaceAll('"', '')}"` : name;
  return [line.slice(0, begin) + quoted, ...others].join(';') + line.slice(end);
}

/** Parameters have no escapes (RFC 5545 §3.2). Those who write `CN=Bell\\, Ada` without quotes mean a comma. */
function hideBackslashes(line: string): string {
  if (!line.includes('\\')) return line;
  const end = endOfParameters(line);
  const parameters = line.slice(0, end).replace(/"[^"]*"|\\,/g, (part) => (part.startsWith('"') ? part : ','));
  return parameters.replaceAll('\\', BACKSLASH) + line.slice(end);
}

/** The name of a property as it is written, of one that was read from {@link contentLines}. */
export function nameOf({ name }: ICAL.Property): string {
  return name === RDATE ? 'RDATE' : name.toUpperCase();
}

/** The value of a parameter, of a property that was read from {@link contentLines}. */
export function parameterOf(property: ICAL.Property | null, name: string): string | null {
  const value = property?.getParameter(name);
  return value === undefined ? null : String(value).replaceAll(BACKSLASH, '\\');
}

/** Where the first colon outside quotes is; the end of the line if there is none. */
function endOfParameters(line: string): number {
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted;
    if (line[at] === ':' && !quoted) return at;
  }
  return line.length;
}
