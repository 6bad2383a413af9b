import { AppError } from '../shared/errors.ts';

export function executionNotFound(): AppError {
  return new AppError('executions.not_found', 404, 'There is no such execution in this workspace.');
}

export function executionEnded(status: string): AppError {
  return new AppError('executions.already_ended', 409, `The execution has ended already: it is ${status}.`);
}

export function executionStillRunning(status: string): AppError {
  return new AppError(
    'executions.not_ended',
    409,
    `The execution is ${status}; only one that has ended can be retried.`,
  );
}

export function retryImpossible(): AppError {
  return new AppError(
    'executions.workflow_unavailable',
    409,
    'The workflow is archived, or has no such version; the execution cannot be retried.',
  );
}
