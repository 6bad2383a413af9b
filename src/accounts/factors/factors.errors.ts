import { AppError } from '../../shared/errors.ts';

const NOT_PROVED = 'That is no valid proof: it is wrong, over or used before.';

/** The same for a code that is wrong, over or used, and for a passkey that is another's, unknown or used wrongly. */
export function wrongProof(): AppError {
  return new AppError('auth.wrong_proof', 401, NOT_PROVED);
}

/** The same from within a session, where 401 would say that the session is over. */
export function proofRefused(): AppError {
  return new AppError('auth.wrong_proof', 403, NOT_PROVED);
}

export function ticketInvalid(): AppError {
  return new AppError('auth.ticket_invalid', 401, 'The ticket is unknown, used or over; sign in again.');
}

export function totpExists(): AppError {
  return new AppError('factors.totp_exists', 409, 'There is an authenticator app already; remove it first.');
}

export function totpNotProposed(): AppError {
  return new AppError('factors.totp_not_proposed', 409, 'There is no authenticator app that waits to be confirmed.');
}

export function totpNotFound(): AppError {
  return new AppError('factors.totp_not_found', 404, 'There is no authenticator app.');
}

export function noFactor(): AppError {
  return new AppError('factors.none', 409, 'Recovery codes come with a factor: add an authenticator app or a passkey.');
}

export function wrongPassword(): AppError {
  return new AppError('auth.wrong_password', 403, 'The password is wrong.');
}

/** A password is no proof any more for whoever has a factor. */
export function factorNeeded(): AppError {
  return new AppError('auth.factor_needed', 403, 'Prove it with a second factor; a password alone will not do.');
}
