import { AppError } from '../../shared/errors.ts';
import { type BulkKind, MAX_OPEN_JOBS } from './bulk.schemas.ts';

export function bulkJobNotFound(): AppError {
  return new AppError('bulk_jobs.not_found', 404, 'There is no such bulk job in this workspace.');
}

export function bulkJobEnded(status: string): AppError {
  return new AppError('bulk_jobs.already_ended', 409, `The bulk job has ended already: it is ${status}.`);
}

export function tooManyBulkJobs(): AppError {
  const message = `A workspace has at most ${MAX_OPEN_JOBS} bulk jobs under way; wait for one to end, or stop one.`;
  return new AppError('bulk_jobs.too_many', 409, message);
}

export function nothingToDo(kind: BulkKind): AppError {
  const code = 'bulk_jobs.nothing_to_do';
  const message = `No execution with one of these statuses can be the object of this: ${kind}.`;
  return new AppError(code, 422, message, { faults: [{ code, message, path: ['filter', 'status'], in: 'body' }] });
}
