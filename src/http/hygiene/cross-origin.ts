import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-types.ts';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const REQUEST_HEADERS =
  'authorization, content-type, idempotency-key, if-match, last-event-id, x-api-key, x-request-id';
const ANSWER_HEADERS = 'etag, linkflow-execution-id, location, retry-after, www-authenticate, x-request-id';

/** How long a browser remembers a preflight, in seconds. */
const MAX_AGE = '600';

function allow(headers: Headers, origin: string): void {
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-allow-credentials', 'true');
}

function preflightAnswer(origin: string): Response {
  const headers = new Headers({
    'access-control-allow-methods': METHODS,
    'access-control-allow-headers': REQUEST_HEADERS,
    'access-control-max-age': MAX_AGE,
    vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
  });
  allow(headers, origin);
  return new Response(null, { status: 204, headers });
}

/**
 * A middleware that lets pages of exactly these origins read the answers, with cookies; of no other, and never of any (Fetch
 * §3.2). Without origins, browsers keep all answers to pages of this server itself.
 */
export function crossOrigin(origins: ReadonlySet<string>): MiddlewareHandler<AppEnv> {
  return async function answerOrigin(c, next) {
    if (origins.size === 0) return next();
    const origin = c.req.header('origin') ?? '';
    const allowed = origins.has(origin);
    const isPreflight = c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
    if (allowed && isPreflight) return preflightAnswer(origin);
    await next();
    c.res.headers.append('vary', 'Origin');
    if (!allowed) return;
    allow(c.res.headers, origin);
    c.res.headers.set('access-control-expose-headers', ANSWER_HEADERS);
    c.res.headers.set('cross-origin-resource-policy', 'cross-origin');
  };
}
