import { AppError } from '../shared/errors.ts';

export function apiKeyNotFound(): AppError {
  return new AppError('api_keys.not_found', 404, 'There is no such API key.');
}

/** Nobody hands on more than they have. */
export function scopesDenied(scopes: readonly string[]): AppError {
  return new AppError('api_keys.scopes_denied', 403, `You can't give away what you may not do: ${scopes.join(', ')}.`);
}

export function expiryPassed(): AppError {
  const code = 'api_keys.expiry_passed';
  const message = 'The key would have expired already.';
  return new AppError(code, 400, message, { faults: [{ code, message, path: ['expires_at'], in: 'body' }] });
}
