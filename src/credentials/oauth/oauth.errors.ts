import { AppError } from '../../shared/errors.ts';

export function notConnectable(): AppError {
  const message =
    'The credential gets no tokens by consent: only one of type oauth2 with the grant authorization_code does.';
  return new AppError('credentials.not_connectable', 422, message);
}

/** Providers have to know where to send people back to. */
export function noPublicUrl(): AppError {
  const message = 'The server does not know its public address: PUBLIC_URL is not set.';
  return new AppError('oauth.no_public_url', 503, message);
}

export function unknownTicket(): AppError {
  return new AppError('oauth.unknown_ticket', 404, 'There is nothing to connect at this address, or no longer.');
}

/** Also for whoever never began: which of them it is concerns nobody. */
export function unknownState(): AppError {
  const message =
    'This is not the answer to a connection that this browser began within the last ten minutes. Start again from the credential.';
  return new AppError('oauth.unknown_state', 400, message);
}

export function foreignForm(): AppError {
  return new AppError('oauth.foreign_form', 403, 'The form was not sent from a page of this server.');
}

/** The provider said no, or the person did: `error` is a code of RFC 6749 §4.1.2.1. */
export function consentRefused(error: string): AppError {
  const message =
    error === 'access_denied'
      ? 'Access was not granted at the provider. Nothing was changed.'
      : `The provider refused: ${error}. Nothing was changed.`;
  return new AppError('oauth.consent_refused', 400, message);
}

export function answerInvalid(cause: unknown): AppError {
  const message = 'The answer does not come from the provider of the credential. Nothing was changed.';
  return new AppError('oauth.answer_invalid', 400, message, { cause });
}

export function exchangeFailed(why: string): AppError {
  const message = `Access was granted, but the provider gave no tokens: ${why}.`;
  return new AppError('oauth.exchange_failed', 400, message);
}

export function credentialChanged(): AppError {
  const message = 'The credential was changed while it was being connected. Start again.';
  return new AppError('oauth.credential_changed', 409, message);
}

export function mayNoLongerConnect(): AppError {
  const message = 'Whoever began to connect the credential may no longer change it, or has logged out.';
  return new AppError('oauth.not_allowed', 403, message);
}
