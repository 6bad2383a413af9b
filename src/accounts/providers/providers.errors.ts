import { AppError } from '../../shared/errors.ts';

export function providerNotFound(): AppError {
  return new AppError('auth.provider_not_found', 404, 'This server knows no such provider to sign in with.');
}

/** The browser brings no attempt, another one's, or one that is over: RFC 6749 §10.12. */
export function attemptUnknown(): AppError {
  return new AppError(
    'auth.provider_attempt_unknown',
    400,
    'This sign-in was not begun in this browser, or took longer than ten minutes. Begin again.',
  );
}

/** Whoever began to link was signed out since, or somebody signed them out. */
export function linkSessionOver(): AppError {
  return new AppError(
    'auth.link_session_over',
    403,
    'The session in which this was begun has ended, so nothing was linked. Sign in and begin again.',
  );
}

export function providerDenied(name: string): AppError {
  return new AppError('auth.provider_denied', 403, `${name} says that the sign-in was not allowed, or was broken off.`);
}

/** What the provider answered does not hold: another issuer, a wrong nonce, a bad signature … */
export function providerAnswerInvalid(name: string, cause: unknown): AppError {
  return new AppError('auth.provider_answer_invalid', 400, `The answer of ${name} is not valid. Begin again.`, {
    cause,
  });
}

export function providerUnavailable(name: string, cause: unknown): AppError {
  return new AppError('auth.provider_unavailable', 503, `${name} can not be reached; try again soon.`, {
    headers: { 'retry-after': '5' },
    cause,
  });
}

export function emailNotVerified(name: string): AppError {
  const message = `${name} has not verified your email address. Verify it there, or register with a password.`;
  return new AppError('auth.provider_email_unverified', 403, message);
}

/** An account is never taken over because somebody says to have its address. */
export function linkRequired(name: string): AppError {
  const message = `There is an account with this email address. Sign in to it as usual, then connect ${name} in your settings.`;
  return new AppError('auth.provider_link_required', 409, message);
}

export function identityTaken(name: string): AppError {
  return new AppError('accounts.identity_taken', 409, `This account of ${name} belongs to another user.`);
}

export function identityNotFound(): AppError {
  return new AppError('accounts.identity_not_found', 404, 'There is no such identity.');
}

export function lastWayIn(): AppError {
  const message = 'This is the only way into the account. Set a password, or add a passkey, first.';
  return new AppError('accounts.last_way_in', 409, message);
}
