import type { Actor } from '../security/permissions.ts';
import type { Vault } from '../security/vault.ts';
import type { Clock } from '../shared/clock.ts';
import { endpointSecretPurpose } from './endpoint-secret.ts';
import type { WebhookEndpoint } from './endpoints.repository.ts';
import type { EndpointView } from './webhooks.schemas.ts';

/** A trailing slash means nothing in a path, and no path means any. */
function pathBehind(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((part) => `/${part}`).join('');
}

/** The endpoint as the actor may see it now: with its secret, if the actor may change workflows. */
export async function showEndpoint(
  { vault, now }: { readonly vault: Vault; readonly now: Clock },
  actor: Actor,
  endpoint: WebhookEndpoint,
): Promise<EndpointView> {
  const { secret, previous_secret: _hidden, previous_secret_expires_at: expiry, ...shown } = endpoint;
  const visible = secret !== null && actor.permissions.has('workflows:write');
  return {
    ...shown,
    url_path: `/webhooks/${endpoint.endpoint_id}${pathBehind(endpoint.path)}`,
    secret: visible ? await vault.open(secret, endpointSecretPurpose(endpoint.id)) : null,
    previous_secret_expires_at: expiry !== null && now() < Date.parse(expiry) ? expiry : null,
  };
}
