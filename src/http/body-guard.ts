import type { MiddlewareHandler } from 'hono';
import { AppError } from '../shared/errors.ts';
import { parseJson } from '../shared/json.ts';
import { decodeUtf8, MEBIBYTE, readBody } from '../shared/request-body.ts';
import type { AppEnv } from './app-types.ts';

/** The most that a JSON body of the API may have, in bytes. */
export const MAX_API_BODY_BYTES = 5 * MEBIBYTE;

const JSON_MEDIA_TYPE = /^application\/(?:[\w.-]+\+)?json$/;

/** Reads and checks a route's JSON body before any schema sees it. Throws `input.*`: 400, 413 or 415. */
export function bodyGuard(required: boolean): MiddlewareHandler<AppEnv> {
  return async function guardBody(c, next) {
    const bytes = await readBody(c.req.raw, MAX_API_BODY_BYTES);
    const text = decodeUtf8(bytes);
    if (text !== '') guardJson(text, c.req.header('content-type') ?? '');
    else if (required) throw new AppError('input.body_required', 400, 'A JSON body is needed.');
    c.req.raw = readAgain(c.req.raw, bytes);
    await next();
  };
}

/**
 * A body can be read once: the validators get a request that still has one. Under the plain name of the media type, since
 * they take a body that goes by another of its spellings for none.
 */
function readAgain(request: Request, bytes: Uint8Array): Request {
  const headers = new Headers(request.headers);
  if (bytes.length > 0) headers.set('content-type', 'application/json');
  return new Request(request, { headers, body: bytes });
}

function guardJson(text: string, contentType: string): void {
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!JSON_MEDIA_TYPE.test(mediaType)) {
    throw new AppError('input.unsupported_media_type', 415, 'The body must be application/json.');
  }
  parseJson(text);
}
