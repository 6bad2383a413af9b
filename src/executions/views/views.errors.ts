import { AppError } from '../../shared/errors.ts';
import { MAX_VIEWS } from './views.schemas.ts';

export function viewNotFound(): AppError {
  return new AppError('execution_views.not_found', 404, 'There is no such view in this workspace, or it is not yours.');
}

export function viewNameTaken(): AppError {
  const code = 'execution_views.name_taken';
  const message = 'There is a view of this name.';
  return new AppError(code, 409, message, { faults: [{ code, message, path: ['name'], in: 'body' }] });
}

export function tooManyViews(): AppError {
  return new AppError('execution_views.too_many', 409, `A workspace has at most ${MAX_VIEWS} saved views.`);
}

export function sharingDenied(): AppError {
  return new AppError('permissions.denied', 403, 'To share a view, or to change a shared one, needs executions:write.');
}

export function viewNeedsPerson(): AppError {
  const message = 'A service key is no person: it can only keep views that are shared.';
  return new AppError('execution_views.person_required', 403, message);
}
