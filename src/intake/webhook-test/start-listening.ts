import { z } from 'zod';
import type { Actor } from '../../security/permissions.ts';
import type { WebhookEndpoint } from '../../webhooks/endpoints.repository.ts';
import { testUrlPath } from '../../webhooks/show-endpoint.ts';
import { endpointNotFound } from '../../webhooks/webhooks.errors.ts';
import { assertMayRun } from '../../workflows/credential-use.ts';
import { archivedWorkflow, workflowNotFound } from '../../workflows/model/workflows.errors.ts';
import type { Listening, ListenRequest } from './listen.schemas.ts';
import type { WebhookTestDeps } from './test-deps.ts';

/** An endpoint of a workflow, by its id in the list. */
export type EndpointChoice = { readonly workflowId: string; readonly id: string };

const VERSIONS = `SELECT status, version, published_version AS published FROM workflows
WHERE id = $1::uuid AND workspace_id = $2::uuid`;

const versionsSchema = z.object({
  status: z.enum(['draft', 'active', 'archived']),
  version: z.number(),
  published: z.number().nullable(),
});

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

/** The last version that was saved. To run it, the actor must be one who might do so by hand. */
async function draftVersion(
  deps: WebhookTestDeps,
  actor: Actor,
  choice: EndpointChoice,
  run: boolean,
): Promise<number> {
  const row = (await deps.intake.people.sql.query(VERSIONS, [choice.workflowId, actor.workspaceId]))[0];
  if (row === undefined) throw workflowNotFound();
  const { status, version, published } = versionsSchema.parse(row);
  if (status === 'archived') throw archivedWorkflow();
  const graphOf = (wanted: number) => deps.intake.workflows.graphOf(choice.workflowId, wanted);
  if (run) await assertMayRun(actor, { version, published, graphOf });
  return version;
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
  const version = await draftVersion(deps, actor, choice, request.run);
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
