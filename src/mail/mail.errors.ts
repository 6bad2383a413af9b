import { AppError } from '../shared/errors.ts';

export function mailNotConfigured(): AppError {
  return new AppError(
    'mail.not_configured',
    503,
    'This server can not send mail yet; its operator has to set that up.',
  );
}

/** What a provider answers. `isFinal`: it will never take this mail, however often it is asked. */
export class MailRefused extends Error {
  readonly isFinal: boolean;

  constructor(provider: string, status: number) {
    super(`${provider} answered ${status} to a mail.`);
    this.name = 'MailRefused';
    this.isFinal = status === 400 || status === 413 || status === 422;
  }
}
