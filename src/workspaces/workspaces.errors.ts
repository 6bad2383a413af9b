import { AppError } from '../shared/errors.ts';

export function workspaceNotFound(): AppError {
  return new AppError('workspaces.not_found', 404, 'There is no such workspace.');
}

export function slugTaken(): AppError {
  return new AppError('workspaces.slug_taken', 409, 'Another workspace has this slug.');
}
