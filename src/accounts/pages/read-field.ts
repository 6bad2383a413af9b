import { decodeUtf8, readBody } from '../../shared/request-body.ts';

/** Enough for a password in which each character is percent-encoded. */
const MAX_BYTES = 16 * 1024;

/** A field of a form that a browser sent; empty if it is not there. Throws `AppError` 400 `input.invalid_utf8`, 413 `input.too_large`. */
export async function readField(request: Request, name: string): Promise<string> {
  const text = decodeUtf8(await readBody(request, MAX_BYTES));
  return new URLSearchParams(text).get(name) ?? '';
}
