import type { StreamedBody } from '../../shared/http-exchange.ts';

/** What is sent at one hop. */
export type Hop = {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array | StreamedBody | null;
};

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const ALWAYS_SECRET = ['authorization', 'cookie', 'proxy-authorization'];
const BODY_HEADERS = ['content-type', 'content-encoding', 'content-language', 'content-location'];

/** Where a response sends us on to, or `null`: it is no redirect, or names no place. */
export function redirectTarget(status: number, location: string | null, from: URL): string | null {
  if (!REDIRECTS.has(status) || location === null) return null;
  return URL.parse(location, from.href)?.href ?? location;
}

/**
 * The hop after a redirect, by RFC 9110 §15.4 and the fetch standard: 303 becomes GET, 301 and 302 turn a POST into a GET,
 * 307 and 308 repeat the request. Secrets stay behind when the origin changes.
 */
export function nextHop(hop: Hop, status: number, target: URL, secretHeaders: readonly string[]): Hop {
  const headers = new Headers(hop.headers);
  if (target.origin !== hop.url.origin) {
    for (const name of [...ALWAYS_SECRET, ...secretHeaders]) headers.delete(name);
  }
  if (!becomesGet(hop.method, status)) return { ...hop, url: target, headers };
  for (const name of BODY_HEADERS) headers.delete(name);
  return { url: target, method: 'GET', headers, body: null };
}

function becomesGet(method: string, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD';
  return (status === 301 || status === 302) && method === 'POST';
}
