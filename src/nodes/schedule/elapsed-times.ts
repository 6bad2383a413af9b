import type { Moments } from './clock-rules.ts';
import { HOUR, MINUTE, modulo } from './local-times.ts';
import type { ZoneClock } from './zone-clock.ts';

/** Every so many minutes that have gone by, from the minute of the origin on. */
export function elapsedMinutes(interval: number, origin: number): Moments {
  const first = Math.floor(origin / MINUTE) * MINUTE;
  return (after) => periodAfter(after, first, interval * MINUTE);
}

function periodAfter(after: number, first: number, length: number): number {
  return first + (Math.floor((after - first) / length) + 1) * length;
}

/**
 * A minute of every so many hours that have gone by, from the hour of the origin on. The minute is that of the clock, also
 * where the clock is moved by half an hour.
 */
export function elapsedHours(
  rule: { readonly interval: number; readonly minute: number },
  origin: number,
  clock: ZoneClock,
): Moments {
  const length = rule.interval * HOUR;
  const first = origin - modulo(origin + clock(origin).offset, HOUR);
  return (after) => {
    let hour = periodAfter(after, first, length) - length;
    for (;;) {
      const moment = minuteWithin(hour, rule.minute, clock);
      if (moment > after) return moment;
      hour += length;
    }
  };
}

/** When the clock shows the minute within an hour that begins at a moment; the end of the gap if it is skipped. */
function minuteWithin(hour: number, minute: number, clock: ZoneClock): number {
  const span = clock(hour);
  const moment = whenShown(hour, minute, span.offset);
  if (moment < span.to) return moment;
  const later = whenShown(span.to, minute, clock(span.to).offset);
  return later < hour + HOUR ? later : span.to;
}

function whenShown(from: number, minute: number, offset: number): number {
  return from + modulo(minute * MINUTE - from - offset, HOUR);
}
