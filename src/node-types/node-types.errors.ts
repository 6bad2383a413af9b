import { AppError } from '../shared/errors.ts';

export function nodeTypeNotFound(type: string): AppError {
  return new AppError('node_types.not_found', 404, `There is no node type ${type}.`);
}
