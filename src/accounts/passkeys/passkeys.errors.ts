import { AppError } from '../../shared/errors.ts';

export function passkeyNotFound(): AppError {
  return new AppError('passkeys.not_found', 404, 'There is no such passkey.');
}

export function passkeyInvalid(): AppError {
  return new AppError(
    'passkeys.invalid',
    422,
    'That is no new passkey for this place: its challenge is over or used, or it was made elsewhere or for somebody else.',
  );
}

export function passkeyKnown(): AppError {
  return new AppError('passkeys.known', 409, 'This passkey is registered already.');
}

export function tooManyPasskeys(most: number): AppError {
  return new AppError('passkeys.too_many', 409, `Nobody has more than ${most} passkeys; remove one first.`);
}

/** Browsers make no passkeys for addresses of the network. */
export function nameNeeded(): AppError {
  return new AppError(
    'passkeys.name_needed',
    422,
    'Passkeys need a server with a name: open it at https://<name>, or at http://localhost:<port> where it runs on your machine.',
  );
}
