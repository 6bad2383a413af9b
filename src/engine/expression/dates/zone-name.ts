import { IANAZone } from 'luxon';

/** What a name of a zone may look like, offsets included; the platform is not asked for anything else. */
const SHAPE = /^(?:[A-Za-z][\w+-]*(?:\/[\w+-]+){0,3}|[+-]\d{2}:?\d{2})$/;

/** The IANA names of three letters. */
const SHORT_NAMES = /^(?:CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$/i;

/**
 * What the platform takes for a zone and IANA does not: `BST`, which means London to people, is Dhaka there, and `IST`, which
 * means three zones, is Kolkata.
 */
const ABBREVIATION = /^(?:[A-Z]{3}|SystemV\/.*)$/i;

/** Whether this is the name of a time zone (IANA), or an offset. Abbreviations that IANA does not list are none. */
export function isZoneName(name: string): boolean {
  if (!SHAPE.test(name)) return false;
  return (!ABBREVIATION.test(name) || SHORT_NAMES.test(name)) && IANAZone.isValidZone(name);
}
