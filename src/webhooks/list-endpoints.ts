import type { Actor } from '../security/permissions.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { showEndpoint } from './show-endpoint.ts';
import { workflowOfEndpointNotFound } from './webhooks.errors.ts';
import type { EndpointView } from './webhooks.schemas.ts';

/** The endpoints of a workflow, one for each webhook trigger that is drafted or published. */
export async function listEndpoints(
  deps: Pick<EndpointDeps, 'endpoints' | 'workflows' | 'vault' | 'now'>,
  actor: Actor,
  workflowId: string,
): Promise<EndpointView[]> {
  const workflow = await deps.workflows.find(actor.workspaceId, workflowId);
  if (workflow === null) throw workflowOfEndpointNotFound();
  const endpoints = await deps.endpoints.listOf(actor.workspaceId, workflowId);
  return Promise.all(endpoints.map((endpoint) => showEndpoint(deps, actor, endpoint)));
}
