import { AppError } from '../shared/errors.ts';

/** There is none, or it was revoked and can't be changed any more. */
export function apiKeyNotFound(): AppError {
  return new AppError('api_keys.not_found', 404, 'There is no such API key.');
}

/** Nobody hands on more than they have. */
export function scopesDenied(scopes: readonly string[]): AppError {
  return new AppError('api_keys.scopes_denied', 403, `You can't give away what you may not do: ${scopes.join(', ')}.`);
}

export function scopesBeyondRole(scopes: readonly string[]): AppError {
  return invalid('api_keys.scopes_beyond_role', `The role of the key does not have: ${scopes.join(', ')}.`, 'scopes');
}

/** Who has the key would have more from one moment to the next; a new key is shown to whoever is meant to have it. */
export function scopesRaised(scopes: readonly string[]): AppError {
  return invalid('api_keys.scopes_raised', `A key never gets more scopes than it has: ${scopes.join(', ')}.`, 'scopes');
}

export function expiryPassed(): AppError {
  return invalid('api_keys.expiry_passed', 'The key would have expired already.', 'expires_at');
}

function invalid(code: string, message: string, field: string): AppError {
  return new AppError(code, 400, message, { faults: [{ code, message, path: [field], in: 'body' }] });
}
