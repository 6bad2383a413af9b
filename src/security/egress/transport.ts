import type { TransportInit } from './types.ts';

/**
 * The one place where a request leaves without further checks. Redirects come back as they are, and Cloudflare's cache
 * keeps out: two workspaces must never share an answer.
 */
export function sendOverNetwork(url: string, init: TransportInit): Promise<Response> {
  return fetch(url, { ...init, redirect: 'manual', cache: 'no-store' });
}
