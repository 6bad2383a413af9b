import { ExpressionError } from '../expression-error.ts';

/** Does something with Luxon, whose errors (a wrong unit, an argument that does not fit) have classes that it does not export. */
export function askLuxon<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof ExpressionError || error instanceof RangeError) throw error;
    throw new ExpressionError('expression.invalid_argument', error.message);
  }
}
