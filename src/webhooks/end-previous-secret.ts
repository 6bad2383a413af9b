import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import type { EndpointChoice } from './change-endpoint-secret.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { showEndpoint } from './show-endpoint.ts';
import { endpointNotFound } from './webhooks.errors.ts';
import type { EndpointView } from './webhooks.schemas.ts';

/** Ends the secret that was valid before the present one. Where none is valid any more, nothing changes. */
export async function endPreviousSecret(
  deps: EndpointDeps,
  actor: Actor,
  { workflowId, id }: EndpointChoice,
): Promise<EndpointView> {
  const endpoint = await deps.endpoints.find(actor.workspaceId, workflowId, id);
  if (endpoint === null) throw endpointNotFound();
  if (endpoint.previous_secret === null) return showEndpoint(deps, actor, endpoint);
  const time = deps.now();
  const now = new Date(time).toISOString();
  const stored = await deps.endpoints.endPreviousSecret({
    endpoint: { id, workspace_id: actor.workspaceId, now },
    audit: auditEntry(actor, {
      id: deps.ids(time),
      now: time,
      action: 'webhooks.previous_secret_ended',
      target_type: 'webhook_endpoint',
      target_id: id,
      details: { workflow_id: workflowId },
    }),
  });
  if (!stored) throw endpointNotFound();
  const ended = { previous_secret: null, previous_secret_expires_at: null };
  return showEndpoint(deps, actor, { ...endpoint, ...ended, revision: endpoint.revision + 1, updated_at: now });
}
