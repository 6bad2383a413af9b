import type { Actor } from '../security/permissions.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { newEndpointSecret } from './endpoint-secret.ts';
import { type EndpointChoice, setEndpointSecret } from './set-endpoint-secret.ts';
import type { EndpointView } from './webhooks.schemas.ts';

/** Replaces the secret by a new random one; the old one is good for nothing from now on. */
export function rotateEndpointSecret(deps: EndpointDeps, actor: Actor, choice: EndpointChoice): Promise<EndpointView> {
  const secret = newEndpointSecret(deps.random);
  return setEndpointSecret(deps, actor, { ...choice, secret, action: 'webhook.secret_rotated' });
}
