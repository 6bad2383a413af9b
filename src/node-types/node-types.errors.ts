import { choicesText } from '../engine/name-choices.ts';
import { AppError } from '../shared/errors.ts';

export function nodeTypeNotFound(type: string, types: readonly string[]): AppError {
  const choices = choicesText(type, { called: 'The node types are', names: types });
  return new AppError('node_types.not_found', 404, `There is no node type ${type}.${choices}`);
}
