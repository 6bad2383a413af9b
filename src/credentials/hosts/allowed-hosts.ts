import { z } from 'zod';
import { matchesHost } from '../../security/egress/check-url.ts';

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
const WILDCARD = '*.';

/** A host and nothing else of a URL: colons only within the brackets of an IPv6 address. */
const HOST_ALONE = /^(\[[0-9a-f:.]+\]|[^\s/\\?#@:%[\]]+)$/i;

/** The host as URLs spell it (lower case, punycode, IPv6 in brackets), or `null` if it is not a host alone. */
function asInUrl(host: string): string | null {
  return HOST_ALONE.test(host) && URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`).hostname : null;
}

function normalHost(pattern: string): string | null {
  const wildcard = pattern.startsWith(WILDCARD);
  const host = asInUrl(wildcard ? pattern.slice(WILDCARD.length) : pattern);
  if (host === null || host.includes('*')) return null;
  if (!wildcard) return host.startsWith('[') || HOST_NAME.test(host) ? host : null;
  // `*.com` would be everybody, and an address has nothing below it.
  return HOST_NAME.test(host) && /\.[a-z][a-z0-9-]*$/.test(host) ? WILDCARD + host : null;
}

/** `api.example.com`, or `*.example.com` for all names below; without scheme, port or path. */
export const hostPattern = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .transform((pattern, context) => {
    const host = normalHost(pattern);
    if (host !== null) return host;
    context.addIssue({ code: 'custom', message: 'Expected a host such as api.example.com or *.example.com' });
    return z.NEVER;
  });

/** Any host at all. It has to be said; nothing else means it. */
export const ANY_HOST = '*';

/** As the database keeps hosts: an empty list is any host, as it was when nobody had to name one. */
export function storedHosts(hosts: readonly string[]): readonly string[] {
  return hosts.includes(ANY_HOST) ? [] : hosts;
}

/** Whether all hosts of a pattern match one of the others as well. Both are as {@link hostPattern} leaves them. */
function isCovered(pattern: string, others: readonly string[]): boolean {
  if (others.includes(pattern)) return true;
  if (!pattern.startsWith(WILDCARD)) return matchesHost(pattern, others);
  const wildcards = others.filter((other) => other.startsWith(WILDCARD));
  return matchesHost(pattern.slice(WILDCARD.length), wildcards);
}

/** Whether a secret may go, by the new list, to no host to which it might not go by the old one. */
export function narrowsHosts(old: readonly string[], now: readonly string[]): boolean {
  return old.includes(ANY_HOST) || now.every((pattern) => isCovered(pattern, old));
}
