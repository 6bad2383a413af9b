import type { DateTime } from 'luxon';
import { ExpressionError } from '../expression-error.ts';

/** Refuses to write what is no date, such as the 30th of February: Luxon would write `Invalid DateTime`. */
export function assertDate(date: DateTime): void {
  if (date.isValid) return;
  const reason = date.invalidExplanation ?? date.invalidReason ?? 'unknown';
  throw new ExpressionError('expression.invalid_argument', `There is no such date: ${reason}.`);
}
