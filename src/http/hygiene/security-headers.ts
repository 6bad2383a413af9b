import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-types.ts';
import { isForTheWorld } from './host-guard.ts';

const POLICY = 'content-security-policy';

/** What an answer of a workflow says, too, unless its author has said which pages may frame it. */
const UNFRAMED = "frame-ancestors 'none'";

/** What an answer says unless its handler says otherwise. */
const EVERYWHERE = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** The same for answers that are our own: nobody frames them, runs them, or loads them from elsewhere. */
const OWN = {
  ...EVERYWHERE,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
} as const;

/** Browsers heed it over TLS alone (RFC 6797 §7.2). */
const TRANSPORT_SECURITY = 'max-age=31536000; includeSubDomains';

/** A middleware that gives each answer the headers that keep browsers from doing more with it than it is meant for. */
export const securityHeaders: MiddlewareHandler<AppEnv> = async function addSecurityHeaders(c, next) {
  await next();
  const { headers } = c.res;
  const defaults = isForTheWorld(c.req.path) ? EVERYWHERE : OWN;
  for (const [name, value] of Object.entries(defaults)) if (!headers.has(name)) headers.set(name, value);
  if (!(headers.get(POLICY) ?? '').includes('frame-ancestors')) headers.append(POLICY, UNFRAMED);
  if (c.req.url.startsWith('https:')) headers.set('strict-transport-security', TRANSPORT_SECURITY);
};
