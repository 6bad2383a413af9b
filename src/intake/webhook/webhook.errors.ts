import type { RefusalReason } from '../../security/webhooks/verdict.ts';
import { AppError } from '../../shared/errors.ts';

export function webhookNotFound(): AppError {
  return new AppError('webhooks.not_found', 404, 'There is no webhook at this address.');
}

export function methodNotAllowed(allowed: readonly string[]): AppError {
  const methods = allowed.join(', ');
  return new AppError('webhooks.method_not_allowed', 405, `This webhook takes ${methods}.`, {
    headers: { allow: methods },
  });
}

/** What a caller is told of a refusal: which header is wrong, and never how. */
const REFUSALS: { readonly [reason in RefusalReason]: { readonly code: string; readonly what: string } } = {
  signature: { code: 'webhooks.invalid_signature', what: 'The signature' },
  timestamp: { code: 'webhooks.stale_timestamp', what: 'The time of the signature' },
  credentials: { code: 'webhooks.unauthenticated', what: 'The secret' },
  token: { code: 'webhooks.unauthenticated', what: 'The token' },
};

const CHALLENGES: { readonly [type: string]: string } = {
  basic: 'Basic realm="webhook", charset="UTF-8"',
  jwt: 'Bearer realm="webhook"',
};

/** The 401 for a caller who has not proved who they are. */
export function callerRefused(
  { reason, header }: { readonly reason: RefusalReason; readonly header: string },
  type: string,
): AppError {
  const { code, what } = REFUSALS[reason];
  const wrong = reason === 'timestamp' ? 'missing, no number, or too far from now' : 'missing or wrong';
  const challenge = CHALLENGES[type];
  return new AppError(code, 401, `${what} in ${header} is ${wrong}.`, {
    ...(challenge === undefined ? {} : { headers: { 'www-authenticate': challenge } }),
  });
}

/** The 503 for a caller who can't be checked for the moment. */
export function keysUnavailable(message: string): AppError {
  return new AppError('webhooks.keys_unavailable', 503, message, { headers: { 'retry-after': '30' } });
}

export function addressNotAllowed(): AppError {
  return new AppError('webhooks.address_not_allowed', 403, 'This webhook takes no calls from your address.');
}

/** What it says of the failure is for authors, and may hold their data: senders only hear that there was one. */
export function expressionOfCallFailed(field: string, cause: unknown): AppError {
  const message = `The webhook could not tell from this call what its ${field} asks for; nothing was started.`;
  return new AppError('webhooks.expression_failed', 422, message, { cause });
}

export function deliveryIdTooLong(header: string, length: number, limit: number): AppError {
  const message = `The delivery id in ${header} has ${length} characters, where ${limit} are allowed.`;
  return new AppError('webhooks.delivery_id_too_long', 400, message);
}

/** The 502 for a caller whose execution failed or was cancelled. */
export function executionNotCompleted(
  status: string,
  message: string,
  headers: { readonly [name: string]: string },
): AppError {
  return new AppError(`executions.${status}`, 502, message, { headers });
}

/** The endpoint or its workflow was changed again and again while the call was taken. */
export function webhookChanging(): AppError {
  return new AppError('webhooks.changing', 503, 'The webhook is being changed; try again.', {
    headers: { 'retry-after': '1' },
  });
}
