import type { HonoRequest, MiddlewareHandler } from 'hono';
import { type JsonValue, parseJson } from '../shared/json/json.ts';
import { decodeUtf8, MEBIBYTE, readBody } from '../shared/request-body.ts';
import type { AppEnv } from './app-types.ts';
import { bodyRequired, unsupportedMediaType } from './http.errors.ts';

/** The most that a JSON body of the API may have, in bytes. */
export const MAX_API_BODY_BYTES = 5 * MEBIBYTE;

const JSON_MEDIA_TYPE = /^application\/(?:[\w.-]+\+)?json$/;

/** Reads and checks a route's JSON body before any schema sees it. Throws `input.*`: 400, 413 or 415. */
export function bodyGuard(required: boolean): MiddlewareHandler<AppEnv> {
  return async function guardBody(c, next) {
    const bytes = await readBody(c.req.raw, MAX_API_BODY_BYTES);
    const text = decodeUtf8(bytes);
    if (text !== '') c.req.json = given(readJson(text, c.req.header('content-type') ?? ''));
    else if (required) throw bodyRequired();
    c.req.raw = withBody(c.req.raw, bytes);
    await next();
  };
}

/**
 * A body can be read once, so the validators get a new request with the same bytes. Its media type is written plainly: Hono's
 * validator ignores a body whose `content-type` has another spelling. Many clients name a type where there is no body: without it,
 * the validator takes that for no body, too.
 */
function withBody(request: Request, bytes: Uint8Array): Request {
  const headers = new Headers(request.headers);
  if (bytes.length > 0) headers.set('content-type', 'application/json');
  else headers.delete('content-type');
  return new Request(request, { headers, body: bytes });
}

/** What validators ask for: the body as it was checked, with all digits of its numbers. */
function given(value: ReturnType<typeof JSON.parse>): HonoRequest['json'] {
  return () => Promise.resolve(value);
}

function readJson(text: string, contentType: string): JsonValue {
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!JSON_MEDIA_TYPE.test(mediaType)) throw unsupportedMediaType(mediaType);
  return parseJson(text);
}
