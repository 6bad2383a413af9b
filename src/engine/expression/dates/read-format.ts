import { DateTime } from 'luxon';
import { ExpressionError } from '../expression-error.ts';

/** How many parts a format may have. Luxon makes a regular expression of it, which with many parts may never end. */
const MAX_PARTS = 12;

const QUOTED = /'[^']*'/g;
const PART = /([a-z])\1*/gi;

/** Reads a text in a format of Luxon. */
export function readFormat(text: string, format: string, options: object): DateTime {
  const parts = format.replace(QUOTED, '').match(PART) ?? [];
  if (parts.length <= MAX_PARTS) return DateTime.fromFormat(text, format, { ...options });
  throw new ExpressionError('expression.invalid_argument', 'The format has more parts than a date.');
}
