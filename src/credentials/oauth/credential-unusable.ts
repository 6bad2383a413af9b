type Options = { readonly retryable?: boolean; readonly cause?: unknown };

/** Why a credential that is there can not be used: a stable code, a message for people, and whether it may work later by itself. */
export class CredentialUnusable extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, { retryable = false, cause }: Options = {}) {
    super(message, { cause });
    this.name = 'CredentialUnusable';
    this.code = code;
    this.retryable = retryable;
  }
}

const REASONS: { readonly [reason: string]: string } = {
  revoked: 'the provider has ended the grant',
  expired: 'its access token has expired, and the provider gave nothing to renew it with',
  refresh_interrupted: 'an earlier renewal was interrupted, and the provider takes the old refresh token no more',
};

export function reconnectNeeded(reason: string): CredentialUnusable {
  const why = REASONS[reason] ?? reason;
  return new CredentialUnusable('credentials.reconnect_needed', `The credential has to be connected again: ${why}.`);
}

export function notConnected(): CredentialUnusable {
  const message = 'The credential is not connected: somebody has to consent at its provider first.';
  return new CredentialUnusable('credentials.not_connected', message);
}

export function clientRefused(error: string): CredentialUnusable {
  const message = `The provider refused to renew the access token (${error}): check the client of the credential.`;
  return new CredentialUnusable('credentials.client_refused', message);
}

export function refreshFailed(why: string, retryable: boolean): CredentialUnusable {
  const message = `The access token of the credential could not be renewed: ${why}.`;
  return new CredentialUnusable('credentials.refresh_failed', message, { retryable });
}

export function refreshBusy(): CredentialUnusable {
  const message = 'The access token of the credential was being renewed elsewhere for too long.';
  return new CredentialUnusable('credentials.refresh_busy', message, { retryable: true });
}

/** The provider has given new tokens, and they are lost: no request may go out with what is not stored. */
export function tokensNotStored(cause: unknown): CredentialUnusable {
  const message = 'The access token of the credential was renewed, but could not be stored.';
  return new CredentialUnusable('credentials.tokens_not_stored', message, { retryable: true, cause });
}
