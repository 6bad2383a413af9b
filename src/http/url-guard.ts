import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-types.ts';
import { malformedUrl, nulByteInUrl } from './http.errors.ts';

/** Refuses URLs with a broken percent-encoding, and with NUL, which Postgres does not store. Throws `input.*` 400. */
export const urlGuard: MiddlewareHandler<AppEnv> = async function guardUrl(c, next) {
  if (c.req.url.includes('%') && decode(c.req.url).includes('\0')) throw nulByteInUrl();
  await next();
};

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch (cause) {
    throw malformedUrl(url, cause);
  }
}
