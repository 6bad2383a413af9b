import { AppError } from '../shared/errors.ts';

export function mailNotConfigured(): AppError {
  return new AppError(
    'mail.not_configured',
    503,
    'This server can not send mail yet; its operator has to set that up.',
  );
}
