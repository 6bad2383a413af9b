import { AppError } from '../../shared/errors.ts';

export function webhookNotFound(): AppError {
  return new AppError('webhooks.not_found', 404, 'There is no webhook at this address.');
}

export function methodNotAllowed(allowed: readonly string[]): AppError {
  const methods = allowed.join(', ');
  return new AppError('webhooks.method_not_allowed', 405, `This webhook takes ${methods}.`, {
    headers: { allow: methods },
  });
}

export function invalidSignature(): AppError {
  return new AppError('webhooks.invalid_signature', 401, 'The signature is missing or wrong.');
}

export function deliveryIdTooLong(): AppError {
  return new AppError('webhooks.delivery_id_too_long', 400, 'The delivery id is too long.');
}

/** The 502 for a caller whose execution failed or was cancelled. */
export function executionNotCompleted(
  status: string,
  message: string,
  headers: { readonly [name: string]: string },
): AppError {
  return new AppError(`executions.${status}`, 502, message, { headers });
}

/** The endpoint or its workflow was changed again and again while the call was taken. */
export function webhookChanging(): AppError {
  return new AppError('webhooks.changing', 503, 'The webhook is being changed; try again.', {
    headers: { 'retry-after': '1' },
  });
}

export function nulByteInField(): AppError {
  return new AppError('input.nul_byte', 400, 'Names and values may not hold NUL characters.');
}

export function tooManyFields(limit: number): AppError {
  return new AppError('input.too_many_fields', 400, `More than ${limit} fields.`);
}

export function malformedForm(cause: unknown): AppError {
  return new AppError('input.malformed_form', 400, 'The multipart body is malformed.', { cause });
}

export function invalidUtf8(): AppError {
  return new AppError('input.invalid_utf8', 400, 'The body is not valid UTF-8.');
}

export function invalidCharacters(charset: string): AppError {
  return new AppError('input.invalid_characters', 400, `The body is not valid ${charset}.`);
}

export function unknownCharset(charset: string): AppError {
  return new AppError('input.unknown_charset', 400, `The character set ${charset} is unknown.`);
}
