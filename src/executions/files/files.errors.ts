import { AppError } from '../../shared/errors.ts';

export function fileNotFound(): AppError {
  return new AppError('executions.file_not_found', 404, 'This execution has no such file (any more).');
}

/** `size`: how many bytes there are. */
export function rangeNotSatisfiable(size: number): AppError {
  const headers = { 'content-range': `bytes */${size}` };
  return new AppError('executions.range_not_satisfiable', 416, `The file has ${size} bytes: none are in this range.`, {
    headers,
  });
}
