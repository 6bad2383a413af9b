import { AppError } from '../../shared/errors.ts';

/** The same for a link that was used, has expired, or never was. */
export function linkInvalid(): AppError {
  return new AppError(
    'accounts.link_invalid',
    410,
    'The link was used, has expired, or never was one; ask for a new one.',
  );
}
