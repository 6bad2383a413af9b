import { DateTime } from 'luxon';
import type { JsonValue } from '../../engine/json.ts';

const FORMATS = [DateTime.fromISO, DateTime.fromRFC2822, DateTime.fromHTTP, DateTime.fromSQL] as const;

/** No date is longer, and the search for one is not linear in its length. */
const MAX_TEXT = 200;

/**
 * Reads a moment in ISO 8601, RFC 2822, HTTP or SQL form. Without a zone in the text, the given one is used.
 * Numbers are milliseconds since the epoch. `null` for anything else.
 */
export function parseDate(value: JsonValue | undefined, zone: string): DateTime | null {
  if (typeof value === 'number') return validOrNull(DateTime.fromMillis(value, { zone }));
  if (typeof value !== 'string' || value.length > MAX_TEXT) return null;
  for (const parse of FORMATS) {
    const date = validOrNull(parse.call(DateTime, value.trim(), { zone, setZone: true }));
    if (date !== null) return date;
  }
  return null;
}

function validOrNull(date: DateTime): DateTime | null {
  return date.isValid ? date : null;
}
