import type { AuditAction } from '../audit/audit-actions.ts';
import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { endpointSecretPurpose, newEndpointSecret } from './endpoint-secret.ts';
import { showEndpoint } from './show-endpoint.ts';
import { endpointNotFound } from './webhooks.errors.ts';
import type { EndpointView } from './webhooks.schemas.ts';

export type EndpointChoice = { readonly workflowId: string; readonly id: string };

type Replacement = EndpointChoice & {
  /** How long the replaced secret stays valid beside the new one. */
  readonly previousValidSeconds: number;
};

type SecretChange = Replacement & {
  readonly secret: string;
  readonly action: Extract<AuditAction, 'webhooks.secret_set' | 'webhooks.secret_rotated'>;
};

async function changeSecret(deps: EndpointDeps, actor: Actor, change: SecretChange): Promise<EndpointView> {
  const { workflowId, id, secret, action, previousValidSeconds } = change;
  const endpoint = await deps.endpoints.find(actor.workspaceId, workflowId, id);
  if (endpoint === null) throw endpointNotFound();
  const seal = await deps.secrets.sealer(actor.workspaceId);
  const time = deps.now();
  const now = new Date(time).toISOString();
  const secrets = {
    secret: await seal(secret, endpointSecretPurpose(id)),
    secret_set_at: action === 'webhooks.secret_set' ? now : null,
    previous_secret_expires_at:
      previousValidSeconds === 0 ? null : new Date(time + previousValidSeconds * 1000).toISOString(),
  };
  const stored = await deps.endpoints.setSecret({
    endpoint: { id, workspace_id: actor.workspaceId, ...secrets, now },
    audit: auditEntry(actor, {
      id: deps.ids(time),
      now: time,
      action,
      target_type: 'webhook_endpoint',
      target_id: id,
      details: { workflow_id: workflowId, previous_valid_seconds: previousValidSeconds },
    }),
  });
  if (!stored) throw endpointNotFound();
  return showEndpoint(deps, actor, { ...endpoint, ...secrets, revision: endpoint.revision + 1, updated_at: now });
}

/** Sets a secret that the sender chose. The one before it stays valid for as long as is said. */
export function setEndpointSecret(
  deps: EndpointDeps,
  actor: Actor,
  { secret, ...replacement }: Replacement & { readonly secret: string },
): Promise<EndpointView> {
  return changeSecret(deps, actor, { ...replacement, secret, action: 'webhooks.secret_set' });
}

/** How long a rotated secret stays valid unless something else is said: a day. */
const ROTATION_SECONDS = 86_400;

/** Replaces the secret by a new random one. The one before it stays valid for a day, or for as long as is said. */
export function rotateEndpointSecret(
  deps: EndpointDeps,
  actor: Actor,
  rotation: EndpointChoice & { readonly previousValidSeconds: number | undefined },
): Promise<EndpointView> {
  const { previousValidSeconds = ROTATION_SECONDS, ...choice } = rotation;
  const secret = newEndpointSecret(deps.random);
  return changeSecret(deps, actor, { ...choice, previousValidSeconds, secret, action: 'webhooks.secret_rotated' });
}
