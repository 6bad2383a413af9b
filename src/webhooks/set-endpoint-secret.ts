import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { endpointSecretPurpose } from './endpoint-secret.ts';
import { showEndpoint } from './show-endpoint.ts';
import { endpointNotFound } from './webhooks.errors.ts';
import type { EndpointView } from './webhooks.schemas.ts';

export type EndpointChoice = { readonly workflowId: string; readonly id: string };

type NewSecret = EndpointChoice & { readonly secret: string; readonly action?: string };

/** Sets the secret that the sender's side gave; from now on only signatures made with it are good. */
export async function setEndpointSecret(deps: EndpointDeps, actor: Actor, change: NewSecret): Promise<EndpointView> {
  const { workflowId, id, secret, action = 'webhook.secret_set' } = change;
  const endpoint = await deps.endpoints.find(actor.workspaceId, workflowId, id);
  if (endpoint === null) throw endpointNotFound();
  const time = deps.now();
  const now = new Date(time).toISOString();
  const sealed = await deps.vault.seal(secret, endpointSecretPurpose(id));
  const target = { target_type: 'webhook_endpoint', target_id: id, details: { workflow_id: workflowId } };
  const stored = await deps.endpoints.setSecret({
    endpoint: { id, workspace_id: actor.workspaceId, secret: sealed, now },
    audit: auditEntry(actor, { ...target, action, id: deps.ids(time), now: time }),
  });
  if (!stored) throw endpointNotFound();
  const changed = { ...endpoint, secret: sealed, revision: endpoint.revision + 1, updated_at: now };
  return showEndpoint(deps.vault, actor, changed);
}
