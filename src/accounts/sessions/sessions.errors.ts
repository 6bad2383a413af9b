import { AppError } from '../../shared/errors.ts';

export function sessionNotFound(): AppError {
  return new AppError('sessions.not_found', 404, 'There is no such session.');
}

/** Whoever wants a cookie, or brings one, has to be a page of this very origin. */
export function wrongOrigin(): AppError {
  return new AppError('auth.wrong_origin', 403, 'This is for pages of this origin only.');
}
