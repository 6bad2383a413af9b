import { AppError } from '../shared/errors.ts';
import { MAX_VARIABLES } from './variables.schemas.ts';

export function variableNotFound(): AppError {
  return new AppError('variables.not_found', 404, 'There is no such variable in this workspace.');
}

export function variableNameTaken(): AppError {
  const code = 'variables.name_taken';
  const message = 'The workspace has a variable of this name.';
  return new AppError(code, 409, message, { faults: [{ code, message, path: ['name'], in: 'body' }] });
}

export function variableChangedMeanwhile(): AppError {
  const message = 'Somebody has made the variable secret, or no longer so, meanwhile: look at it again.';
  return new AppError('variables.changed_meanwhile', 409, message);
}

export function tooManyVariables(): AppError {
  return new AppError('variables.too_many', 409, `A workspace has at most ${MAX_VARIABLES} variables.`);
}
