import { base64url } from 'jose';
import type { RandomBytes } from '../security/random.ts';

/** What an endpoint's sealed secrets are bound to, beside their workspace; the id is that of the row, not the public one. */
export function endpointSecretPurpose(id: string): string {
  return `webhook_endpoints.secret:${id}`;
}

/**
 * A secret that nobody guesses: 256 bits, written as Standard Webhooks and GitLab want their signing secrets. To all other
 * senders it is a text like any.
 */
export function newEndpointSecret(random: RandomBytes): string {
  return `whsec_${btoa(String.fromCharCode(...random(32)))}`;
}

/** The public id of an endpoint: 192 bits, so the URL itself is a secret too. */
export function newEndpointId(random: RandomBytes): string {
  return base64url.encode(random(24));
}
