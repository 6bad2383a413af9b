import type { Actor } from '../../security/permissions.ts';
import type { WebhookEndpoint } from '../../webhooks/endpoints.repository.ts';
import { testUrlPath } from '../../webhooks/show-endpoint.ts';
import { endpointNotFound } from '../../webhooks/webhooks.errors.ts';
import type { Listening, ListenRequest } from './listen.schemas.ts';
import type { WebhookTestDeps } from './test-deps.ts';

/** An endpoint of a workflow, by its id in the list. */
export type EndpointChoice = { readonly workflowId: string; readonly id: string };

/** The endpoint, if it is one of the actor's workspace. Throws `AppError` 404 `webhooks.not_found`. */
export async function findEndpoint(
  { endpoints }: WebhookTestDeps,
  { workspaceId }: Actor,
  { workflowId, id }: EndpointChoice,
): Promise<WebhookEndpoint> {
  const endpoint = await endpoints.find(workspaceId, workflowId, id);
  if (endpoint === null) throw endpointNotFound();
  return endpoint;
}

/** Begins to listen at the test URL of an endpoint, for the draft as it is now. */
export async function startListening(
  deps: WebhookTestDeps,
  actor: Actor,
  { choice, request }: { readonly choice: EndpointChoice; readonly request: ListenRequest },
): Promise<Listening> {
  const endpoint = await findEndpoint(deps, actor, choice);
  const path = testUrlPath(endpoint);
  if (path === null) throw endpointNotFound();
  const draft = { workflowId: choice.workflowId, version: 'latest' } as const;
  // Where nothing runs, nothing but the webhook need be complete.
  const wish = request.run ? draft : { ...draft, destination: endpoint.node_id, unperformed: true };
  const version = await deps.versionToRun(actor, wish);
  if (version === null) throw endpointNotFound();
  const startedAt = deps.intake.services.clock();
  const until = startedAt + request.seconds * 1000;
  await deps.testHubs.getByName(endpoint.endpoint_id).listen({
    workspaceId: actor.workspaceId,
    workflowId: choice.workflowId,
    version,
    userId: actor.userId,
    run: request.run,
    startedAt,
    until,
  });
  return { test_url_path: path, version, run: request.run, listening_until: new Date(until).toISOString() };
}
