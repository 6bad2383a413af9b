import { AppError } from '../../shared/errors.ts';

export function noOptions(type: string, field: string): AppError {
  const message = `No service tells the values of the field ${field} of ${type}.`;
  return new AppError('node_types.no_options', 404, message);
}

/** What the service said is not repeated: it might hold the secret. */
export function optionsFailed(code: string, message: string): AppError {
  const told = 'The service did not tell the options.';
  return new AppError('node_types.options_failed', 422, told, { faults: [{ code, message, path: ['field'] }] });
}

export function optionCredentialNotFound(): AppError {
  return new AppError('credentials.not_found', 404, 'There is no such credential in this workspace.');
}

export function wrongCredential(type: string): AppError {
  return new AppError('node_types.wrong_credential', 422, `The node takes no credential of type ${type}.`);
}
