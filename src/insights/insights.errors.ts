import { AppError } from '../shared/errors.ts';

export function badRange(message: string): AppError {
  const code = 'insights.range_refused';
  return new AppError(code, 400, message, { faults: [{ code, message, path: ['from'], in: 'query' }] });
}
