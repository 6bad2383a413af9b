import { Info } from 'luxon';
import { ExpressionError } from '../expression-error.ts';
import { isAbbreviation } from './zone-name.ts';

/** `UTC+3` or `UTC+5:30`, as Luxon takes them, in the range that there is. */
const OFFSET = /^utc[+-](?:0?\d|1[0-4])(?::[0-5]\d)?$/i;

/** No name is longer. */
const MAX_NAME = 60;

/** Refuses a time zone that nobody knows: Luxon would make an invalid date of it, which ends up as `null`. */
export function assertZone(zone: unknown): void {
  if (typeof zone !== 'string' || isKnown(zone)) return;
  const shown = JSON.stringify(zone.slice(0, MAX_NAME));
  const message = `There is no time zone ${shown}: use an IANA name such as "Europe/Berlin".`;
  throw new ExpressionError('expression.invalid_argument', message);
}

function isKnown(zone: string): boolean {
  if (/^utc[+-]/i.test(zone)) return OFFSET.test(zone);
  return zone.length <= MAX_NAME && !isAbbreviation(zone) && Info.normalizeZone(zone).isValid;
}
