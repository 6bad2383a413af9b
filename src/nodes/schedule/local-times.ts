/** A local time: what the clock on the wall shows, in milliseconds, as if it were in UTC. */
export type LocalTime = number;

/** Times on the wall, without a zone: the first one after a local time, or null if there is none any more. */
export type LocalTimes = (after: LocalTime) => LocalTime | null;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The remainder that is never negative. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
