import { DateTime } from 'luxon';
import { ExpressionError } from '../expression-error.ts';
import { assertFormat } from './assert-format.ts';

const QUOTED = /'[^']*'/g;
const PART = /([a-z])\1*/gi;

/**
 * Whether each letter of a format of Luxon stands in it in one place only, as in any date. Luxon makes a regular expression of
 * the format; with many numbers side by side, that may try for ever how a text is divided among them.
 */
export function isReadableFormat(format: string): boolean {
  const letters = (format.replace(QUOTED, ' ').match(PART) ?? []).map((part) => part.charAt(0));
  return new Set(letters).size === letters.length;
}

/** Reads a text in a format of Luxon. */
export function readFormat(text: string, format: string, options: object): DateTime {
  assertFormat(format, 'read');
  if (isReadableFormat(format)) return DateTime.fromFormat(text, format, { ...options });
  throw new ExpressionError('expression.invalid_argument', 'The format names a part of the date more than once.');
}
