import { IANAZone } from 'luxon';

/** What a name of a zone may look like, offsets included; the platform is not asked for anything else. */
const SHAPE = /^(?:[A-Za-z][\w+-]*(?:\/[\w+-]+){0,3}|[+-]\d{2}:?\d{2})$/;

/** The IANA names of three letters. */
const SHORT_NAMES = /^(?:CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$/i;

const ABBREVIATION = /^(?:[A-Z]{3}|SystemV\/.*)$/i;

/** Whether this is the name of a time zone (IANA), or an offset. */
export function isZoneName(name: string): boolean {
  return SHAPE.test(name) && !isAbbreviation(name) && IANAZone.isValidZone(name);
}

/**
 * Whether IANA does not list this as a zone, though the platform may take it for one: `BST`, which means London to people, is
 * Dhaka there, and `IST`, which means three zones, is Kolkata.
 */
export function isAbbreviation(name: string): boolean {
  return ABBREVIATION.test(name) && !SHORT_NAMES.test(name);
}
