import type { DateTime, Zone } from 'luxon';

/** A day of the calendar in UTC, in milliseconds. */
export const DAY = 86_400_000;
const MINUTE = 60_000;

/**
 * The moment at which clocks of a zone show a local time, which is given as if it were in UTC; both in milliseconds. A time
 * that clocks skip has the offset from before, and one that they show twice is the first (RFC 5545 §3.3.5).
 */
export function momentIn(zone: Zone, local: number): number {
  const before = offsetAt(zone, local - DAY);
  if (zone.isUniversal || offsetAt(zone, local - before) === before) return local - before;
  const after = offsetAt(zone, local + DAY);
  return offsetAt(zone, local - after) === after ? local - after : local - before;
}

/** What the clock shows at a moment in its zone, as if it were in UTC. */
export function localOf(moment: DateTime): DateTime {
  return moment.setZone('utc', { keepLocalTime: true });
}

/** The offset from UTC at a moment, both in milliseconds. */
export function offsetAt(zone: Zone, moment: number): number {
  return Math.round(zone.offset(moment) * MINUTE);
}
