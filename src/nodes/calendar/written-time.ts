import { DateTime } from 'luxon';

/** A day or a time as a calendar writes it. `local`: what the clock shows, as if it were in UTC. */
export type WrittenTime = { readonly kind: 'date' | 'local' | 'utc'; readonly local: DateTime };

/** `20260304`, `20260304T100000`, `20260304T100000Z` (RFC 5545 §3.3.4, §3.3.5). */
const WRITTEN = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/;

/** Reads a day or a time; `null` for anything else, and for one that does not exist. A leap second is the one before it. */
export function readWritten(text: string): WrittenTime | null {
  const [found, year, month, day, hour, minute, second, utc] = WRITTEN.exec(text) ?? [];
  if (found === undefined || Number(second ?? 0) > 60) return null;
  const date = [Number(year), Number(month), Number(day)] as const;
  const time = [Number(hour ?? 0), Number(minute ?? 0), Math.min(Number(second ?? 0), 59)] as const;
  const local = DateTime.utc(...date, ...time);
  if (!local.isValid) return null;
  if (hour === undefined) return { kind: 'date', local };
  return { kind: utc === undefined ? 'local' : 'utc', local };
}
