import { DigitsError } from '../../numbers/exact-number.ts';
import { type ErrorLocation, ExpressionError } from './expression-error.ts';

/** Errors of JavaScript's own library that values in an expression can cause. */
const HOST_ERRORS = [TypeError, RangeError, SyntaxError, URIError];

/** The host ran out of stack, although the depth limits should have come first. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}

/** Adds the place to an error of an expression that has none. Any other error is returned as it is. */
export function locate(error: unknown, location: ErrorLocation): unknown {
  if (error instanceof ExpressionError) {
    return error.location === undefined ? new ExpressionError(error.code, error.message, location) : error;
  }
  if (error instanceof DigitsError) {
    return new ExpressionError('expression.number_too_long', error.message, location);
  }
  if (isStackOverflow(error)) {
    return new ExpressionError('expression.budget_depth', 'The expression is nested too deeply.', location);
  }
  if (error instanceof Error && HOST_ERRORS.some((type) => error instanceof type)) {
    return new ExpressionError('expression.invalid_argument', error.message, location);
  }
  return error;
}
