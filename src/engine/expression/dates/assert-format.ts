import { ExpressionError } from '../expression-error.ts';
import { formatFault } from './format-fault.ts';
import type { FormatUse } from './format-tokens.ts';

/** Refuses a format with letters that mean nothing to Luxon, which would write them as they are. */
export function assertFormat(format: unknown, use: FormatUse): void {
  const fault = typeof format === 'string' ? formatFault(format, use) : null;
  if (fault === null) return;
  const message = `T${fault.slice(1)}${fault.endsWith('?') ? '' : '.'}`;
  throw new ExpressionError('expression.invalid_argument', message);
}
