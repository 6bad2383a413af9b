import { WorkLimitError } from '../../work-meter.ts';
import { ExpressionError } from '../expression-error.ts';

/** What is thrown in the midst of it and has nothing to do with Luxon. */
const OURS = [ExpressionError, WorkLimitError, RangeError];

/** Does something with Luxon, whose errors (a wrong unit, an argument that does not fit) have classes that it does not export. */
export function askLuxon<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Error) || OURS.some((type) => error instanceof type)) throw error;
    throw new ExpressionError('expression.invalid_argument', error.message);
  }
}
