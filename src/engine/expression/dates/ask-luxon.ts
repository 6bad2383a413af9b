import { ExpressionError } from '../expression-error.ts';

/** Calls Luxon, and turns its errors into `expression.invalid_argument`. Luxon does not export their classes. */
export function askLuxon<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof ExpressionError || error instanceof RangeError) throw error;
    throw new ExpressionError('expression.invalid_argument', error.message);
  }
}
