import { DateTime } from 'luxon';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** A day of the calendar as `YYYY-MM-DD`; `null` for one that does not exist. */
export function dayOf(text: string): string | null {
  return DAY.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid ? text : null;
}

/** A time of the day as `HH:MM`, with seconds if they were given; `null` if it is none. */
export function timeOf(text: string): string | null {
  return TIME.test(text) ? text : null;
}
