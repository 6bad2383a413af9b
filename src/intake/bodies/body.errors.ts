import { AppError } from '../../shared/errors.ts';
import { quoteText, shownWhole } from '../../shared/text/quote-text.ts';

export function bodyTooSlow(seconds: number): AppError {
  return new AppError('webhooks.body_too_slow', 408, `The body did not arrive within ${seconds} seconds.`);
}

/** Bodies are taken as they are: what unpacks to a thousand times its size would cost others their memory. */
export function encodedBody(encoding: string): AppError {
  const message = `The body is encoded as ${shownWhole(encoding)}, where none is taken but identity.`;
  return new AppError('input.encoded_body', 415, message, { headers: { 'accept-encoding': 'identity' } });
}

export function nulByteInField(name: string): AppError {
  const message = `Names and values may not hold NUL characters, as the field ${quoteText(name)} does.`;
  return new AppError('input.nul_byte', 400, message);
}

export function tooManyFields(limit: number): AppError {
  return new AppError('input.too_many_fields', 400, `A form or query may have ${limit} fields, and this one has more.`);
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
  return new AppError('input.unknown_charset', 400, `The character set ${shownWhole(charset)} is unknown.`);
}
