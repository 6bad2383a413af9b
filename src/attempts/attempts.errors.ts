import { AppError } from '../shared/errors.ts';

/** @param seconds after how many the next try may be made. */
export function tooManyAttempts(seconds: number): AppError {
  return new AppError('auth.too_many_attempts', 429, 'Too many attempts; try again later.', {
    headers: { 'retry-after': String(seconds) },
  });
}
