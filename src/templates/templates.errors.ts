import { AppError } from '../shared/errors.ts';

export function templateNotFound(): AppError {
  return new AppError('templates.not_found', 404, 'There is no such template.');
}
