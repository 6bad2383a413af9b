import type { WaitState } from '../../executions/waits/take-wait.ts';
import { AppError } from '../../shared/errors.ts';
import { MAX_COMMENT_LENGTH, MAX_RESUME_PAYLOAD } from '../limits.ts';

/** Seconds after which the execution may have come to its wait. */
export const RETRY_AFTER_SECONDS = 5;

const REFUSALS: { readonly [state in WaitState['type']]: readonly [code: string, status: number, message: string] } = {
  unknown: ['waits.not_found', 404, 'There is nothing to resume at this address.'],
  not_open: ['waits.not_open', 409, 'The execution has not come to this wait yet; try again.'],
  ambiguous: ['waits.ambiguous', 409, 'The execution waits at several nodes; the URL of one of them is needed.'],
  open: ['waits.changing', 503, 'The wait is changing; try again.'],
  resumed: ['waits.already_resumed', 409, 'The execution has been resumed already.'],
  over: ['waits.over', 410, 'The wait is over: its limit has passed, or its execution has ended.'],
};

/** The error for a wait that can't be resumed. A forged link gets the same 404 as the link of an execution that is gone. */
export function waitRefused({ type }: Pick<WaitState, 'type'>): AppError {
  const [code, status, message] = REFUSALS[type];
  const later = type === 'not_open' || type === 'open';
  return new AppError(code, status, message, later ? { headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } } : {});
}

export function methodNotAllowed(allowed: readonly string[]): AppError {
  const methods = allowed.join(', ');
  return new AppError('waits.method_not_allowed', 405, `This wait takes ${methods}.`, { headers: { allow: methods } });
}

export function callerRefused(): AppError {
  return new AppError('waits.unauthenticated', 401, 'The signature or the credential of the call is missing or wrong.');
}

export function decisionInvalid(): AppError {
  const limit = MAX_COMMENT_LENGTH.toLocaleString('en');
  const message = `A decision is approve or reject, with a comment of ${limit} characters.`;
  return new AppError('waits.decision_invalid', 400, message);
}

export function payloadTooLarge(): AppError {
  const message = `What the call brings may take ${MAX_RESUME_PAYLOAD} characters of JSON at most.`;
  return new AppError('input.too_large', 413, message);
}
