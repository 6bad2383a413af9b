import type { Actor } from '../security/permissions.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { showEndpoints } from './show-endpoint.ts';
import { workflowOfEndpointNotFound } from './webhooks.errors.ts';
import type { EndpointView } from './webhooks.schemas.ts';

/** The endpoints of a workflow, one for each webhook trigger that is drafted or published. */
export async function listEndpoints(
  deps: Pick<EndpointDeps, 'endpoints' | 'workflows' | 'secrets' | 'now'>,
  actor: Actor,
  workflowId: string,
): Promise<EndpointView[]> {
  const workflow = await deps.workflows.find(actor.workspaceId, workflowId);
  if (workflow === null) throw workflowOfEndpointNotFound();
  const endpoints = await deps.endpoints.listOf(actor.workspaceId, workflowId);
  return showEndpoints(deps, actor, endpoints);
}
