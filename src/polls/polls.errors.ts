import { AppError } from '../shared/errors.ts';

export function workflowOfPollNotFound(): AppError {
  return new AppError('workflows.not_found', 404, 'There is no such workflow in this workspace.');
}

export function pollNotFound(): AppError {
  const message = 'The workflow has no such poll. It has polls only while its triggers are on.';
  return new AppError('polls.not_found', 404, message);
}
