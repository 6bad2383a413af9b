import { AppError } from '../shared/errors.ts';

export function emailTaken(): AppError {
  return new AppError('accounts.email_taken', 409, 'There is an account with this email already.');
}

/** The same for an unknown email and a wrong password. */
export function wrongCredentials(): AppError {
  return new AppError('auth.wrong_credentials', 401, 'Email or password is wrong.');
}

export function refreshTokenInvalid(): AppError {
  return new AppError(
    'auth.refresh_token_invalid',
    401,
    'The refresh token is unknown, used or expired; log in again.',
  );
}

export function userNotFound(): AppError {
  return new AppError('accounts.not_found', 404, 'There is no such user.');
}
