import { AppError } from '../../shared/errors.ts';

export function emailUnchanged(): AppError {
  return new AppError('accounts.email_unchanged', 422, 'This is the address of the account already.');
}
