import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-types.ts';
import { tlsRequired } from '../http.errors.ts';

/** Where this server says that it is, and who stands before it (`null`: Cloudflare). */
type Addresses = {
  readonly PUBLIC_URL: string;
  readonly WEBHOOK_URL: string;
  readonly TRUSTED_PROXIES: unknown;
};

/**
 * The hosts that are to be reached by https alone: those that were given with it, where TLS ends at Cloudflare, which tells by which
 * scheme a request came. A proxy of somebody's own ends TLS before us, and what it hands on is plain.
 */
export function tlsHosts({ PUBLIC_URL, WEBHOOK_URL, TRUSTED_PROXIES }: Addresses): ReadonlySet<string> {
  if (TRUSTED_PROXIES !== null) return new Set();
  const urls = [PUBLIC_URL, WEBHOOK_URL].flatMap((text) => URL.parse(text) ?? []);
  return new Set(urls.filter(({ protocol }) => protocol === 'https:').map(({ hostname }) => hostname));
}

/** What Cloudflare calls the versions that nobody uses any more (RFC 8996), if the zone lets them in. */
const OUTDATED: ReadonlySet<unknown> = new Set(['SSLv3', 'TLSv1', 'TLSv1.1']);

function isUnprotected({ url, cf }: Request): boolean {
  return url.startsWith('http:') || OUTDATED.has(cf?.tlsVersion);
}

/**
 * A middleware that refuses what came in the clear, or by an outdated version of TLS, and leads nobody to https: a program that sends
 * its key unprotected has to be told, and not helped on. Throws 403 `transport.tls_required`.
 */
export function tlsGuard(hosts: ReadonlySet<string>): MiddlewareHandler<AppEnv> {
  return async function guardTransport(c, next) {
    if (isUnprotected(c.req.raw) && hosts.has(new URL(c.req.url).hostname)) throw tlsRequired();
    await next();
  };
}
