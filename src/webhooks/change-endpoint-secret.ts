import type { AuditAction } from '../audit/audit-actions.ts';
import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { endpointSecretPurpose, newEndpointSecret } from './endpoint-secret.ts';
import { showEndpoint } from './show-endpoint.ts';
import { endpointNotFound } from './webhooks.errors.ts';
import type { EndpointView } from './webhooks.schemas.ts';

type EndpointChoice = { readonly workflowId: string; readonly id: string };

type SecretChange = EndpointChoice & { readonly secret: string; readonly action: AuditAction };

async function changeSecret(deps: EndpointDeps, actor: Actor, change: SecretChange): Promise<EndpointView> {
  const { workflowId, id, secret, action } = change;
  const endpoint = await deps.endpoints.find(actor.workspaceId, workflowId, id);
  if (endpoint === null) throw endpointNotFound();
  const time = deps.now();
  const now = new Date(time).toISOString();
  const sealed = await deps.vault.seal(secret, endpointSecretPurpose(id));
  const stored = await deps.endpoints.setSecret({
    endpoint: { id, workspace_id: actor.workspaceId, secret: sealed, now },
    audit: auditEntry(actor, {
      id: deps.ids(time),
      now: time,
      action,
      target_type: 'webhook_endpoint',
      target_id: id,
      details: { workflow_id: workflowId },
    }),
  });
  if (!stored) throw endpointNotFound();
  const changed = { ...endpoint, secret: sealed, revision: endpoint.revision + 1, updated_at: now };
  return showEndpoint(deps.vault, actor, changed);
}

/** Sets a secret that the sender chose. Signatures made with the old one are refused from now on. */
export function setEndpointSecret(
  deps: EndpointDeps,
  actor: Actor,
  { secret, ...choice }: EndpointChoice & { readonly secret: string },
): Promise<EndpointView> {
  return changeSecret(deps, actor, { ...choice, secret, action: 'webhooks.secret_set' });
}

/** Replaces the secret by a new random one. Signatures made with the old one are refused from now on. */
export function rotateEndpointSecret(deps: EndpointDeps, actor: Actor, choice: EndpointChoice): Promise<EndpointView> {
  const secret = newEndpointSecret(deps.random);
  return changeSecret(deps, actor, { ...choice, secret, action: 'webhooks.secret_rotated' });
}
