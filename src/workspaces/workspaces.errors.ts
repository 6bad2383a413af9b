import { AppError } from '../shared/errors.ts';

export function workspaceNotFound(): AppError {
  return new AppError('workspaces.not_found', 404, 'There is no such workspace.');
}

export function slugTaken(): AppError {
  return new AppError('workspaces.slug_taken', 409, 'Another workspace has this slug.');
}

/** @param most how many workspaces one user may own. */
export function tooManyWorkspaces(most: number): AppError {
  return new AppError('workspaces.too_many', 409, `You own ${most} workspaces, and may not own more.`);
}

/** What admins may not do although they manage the workspace. */
export function ownerRequired(): AppError {
  return new AppError('workspaces.owner_required', 403, 'Only an owner of the workspace may do this.');
}

export function unknownErrorWorkflow(): AppError {
  const code = 'workspaces.unknown_error_workflow';
  const message = 'There is no such workflow in this workspace.';
  const path = ['settings', 'error_workflow_id'];
  return new AppError(code, 422, message, { faults: [{ code, message, path, in: 'body' }] });
}

export function workspaceBeingDeleted(): AppError {
  return new AppError('workspaces.being_deleted', 409, 'The workspace is to be deleted; an owner may restore it.');
}

export function notBeingDeleted(): AppError {
  return new AppError('workspaces.not_being_deleted', 409, 'The workspace is not to be deleted.');
}
