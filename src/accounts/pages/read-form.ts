import { decodeUtf8, readBody } from '../../shared/request-body.ts';

/** Enough for a password in which each character is percent-encoded, and what stands beside it. */
const MAX_BYTES = 16 * 1024;

/** The fields of a form that a browser sent. Throws `AppError` 400 `input.invalid_utf8`, 413 `input.too_large`. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(decodeUtf8(await readBody(request, MAX_BYTES)));
}
