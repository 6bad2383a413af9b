import { type ErrorLocation, ExpressionError } from './expression-error.ts';

/** Errors of the host's library that a value in an expression can cause, in the words of the host. */
const HOST_ERRORS = [TypeError, RangeError, SyntaxError, URIError];

/** The host's stack is at its end: the depth limits should have come first. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}

/** Gives an error its place unless it has one. What is no fault of the expression comes back as it is. */
export function locate(error: unknown, location: ErrorLocation): unknown {
  if (error instanceof ExpressionError) {
    return error.location === undefined ? new ExpressionError(error.code, error.message, location) : error;
  }
  if (isStackOverflow(error)) {
    return new ExpressionError('expression.budget_depth', 'The expression is nested too deeply.', location);
  }
  if (error instanceof Error && HOST_ERRORS.some((type) => error instanceof type)) {
    return new ExpressionError('expression.invalid_argument', error.message, location);
  }
  return error;
}
