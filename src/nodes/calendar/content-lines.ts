import type { WorkMeter } from '../../engine/work-meter.ts';

/** How many characters the parser passes in one step. */
const CHARACTERS_PER_STEP = 256;

/** How often each character is gone over, whatever the line is like. */
const PASSES = 16;

/** Properties that hold times, which may name a zone. Their values have no colon. */
const TIMED = /^(?:DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE);/i;
const ZONE = ';tzid=';
const RULE = /^RRULE[;:]/i;

/**
 * The lines of a calendar, unfolded (RFC 5545 §3.1) and as ical.js reads them well: zones with a colon in their name are
 * quoted, and the rules of events are texts, for ical.js would mend and reorder them. Pays for parsing them: for each `=` of a
 * line ical.js may search the rest of it, which is as long as its sender likes.
 */
export function contentLines(text: string, work: WorkMeter): string {
  work.spend((PASSES * text.length) / CHARACTERS_PER_STEP);
  let inZone = false;
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const read = lines.map((line) => {
    work.spend(1 + ((line.split('=').length + 1) * line.length) / CHARACTERS_PER_STEP);
    if (/^(?:BEGIN|END):VTIMEZONE\s*$/i.test(line)) inZone = /^B/i.test(line);
    if (RULE.test(line) && !inZone) return `RRULE;VALUE=TEXT${line.slice(line.indexOf(':'))}`;
    return TIMED.test(line) ? quoteZone(line) : line;
  });
  return read.join('\r\n');
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
