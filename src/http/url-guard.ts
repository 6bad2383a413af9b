import type { MiddlewareHandler } from 'hono';
import { AppError } from '../shared/errors.ts';
import type { AppEnv } from './app-types.ts';

/** Refuses paths and queries that decode to no text, or to text that Postgres refuses. Throws `input.*` 400. */
export const urlGuard: MiddlewareHandler<AppEnv> = async function guardUrl(c, next) {
  if (c.req.url.includes('%') && decode(c.req.url).includes('\0')) {
    throw new AppError('input.nul_byte', 400, 'The URL may not hold NUL characters.');
  }
  await next();
};

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch (cause) {
    throw new AppError('input.malformed_url', 400, 'The URL has a broken percent-encoding.', { cause });
  }
}
