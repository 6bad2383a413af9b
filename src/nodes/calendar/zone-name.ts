import { FixedOffsetZone } from 'luxon';
import { isZoneName } from '../../engine/expression/dates/zone-name.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import { windowsZone } from './windows-name.ts';

/** No name is longer, quotes and blanks included. */
const MAX_NAME = 200;

/** How much of a name is shown in a message. */
const MAX_SHOWN = 100;

const UTC = /^\(?(?:(?:Etc\/)?(?:UTC|GMT)|Z)\)?$/i;
const OFFSET = /^\(?(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?\)?$/i;
const MAX_HOURS = 14;

/** `/vendor/…` (RFC 5545 §3.8.3.1), `tzone://Microsoft/…` and the like. */
const VENDOR = /^(?:[a-z][a-z0-9+.-]*:\/)?\/[^/]+\//i;
const VERSION = /^(?:tzfile|zoneinfo[^/]*|[^/]*\d[^/]*)\//i;

/**
 * The time zone that a calendar means by a name, as Luxon takes it: an IANA name, in quotes or behind a prefix as well, an
 * offset from UTC, a name of Windows, or what Windows shows in its place. `null` if nobody knows it.
 */
export function zoneNamed(written: string): string | null {
  const name = bareName(written);
  if (name === '' || name.length > MAX_NAME) return null;
  return knownZone(name) ?? behindPrefix(name);
}

/** The name of a zone without quotes and blanks around it. */
export function bareName(written: string): string {
  if (written.length > MAX_NAME) return written;
  return written.replace(/^[\s"']+/, '').replace(/[\s"']+$/, '');
}

/** The name of a zone for a message. */
export function shownName(written: string): string {
  return JSON.stringify(cutText(written, MAX_SHOWN));
}

function knownZone(name: string): string | null {
  const zone = windowsZone(name) ?? name;
  if (UTC.test(zone)) return 'UTC';
  return zoneOfOffset(zone) ?? (isZoneName(zone) ? zone : null);
}

function zoneOfOffset(name: string): string | null {
  const [found, sign, hours, minutes = '0'] = OFFSET.exec(name.replace('\u2212', '-')) ?? [];
  if (found === undefined || Number(hours) > MAX_HOURS || Number(minutes) > 59) return null;
  const offset = 60 * Number(hours) + Number(minutes);
  return FixedOffsetZone.instance(sign === '-' ? -offset : offset).name;
}

function behindPrefix(name: string): string | null {
  if (!VENDOR.test(name)) return null;
  const rest = name.replace(VENDOR, '');
  return knownZone(rest) ?? knownZone(rest.replace(VERSION, '')) ?? knownZone(name.slice(1));
}
