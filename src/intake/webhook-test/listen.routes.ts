import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { listeningSchema, listenRequestSchema } from './listen.schemas.ts';
import { openStream } from './open-stream.ts';
import { startListening } from './start-listening.ts';
import type { WebhookTestDeps } from './test-deps.ts';

const tags = ['Webhooks'];
const PATH = '/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/webhooks/{webhook_id}/listen';

const endpointPath = workspacePath.extend({
  workflow_id: idParameter('The workflow.'),
  webhook_id: idParameter('The id of the endpoint in its list.'),
});

const listen = defineRoute({
  operationId: 'listen_to_webhook',
  summary: 'Listen at the test URL of an endpoint',
  description:
    'Opens the test URL for some seconds, for the draft as it is now. Whoever listens already goes on until the new end.',
  tags,
  method: 'post',
  path: PATH,
  permission: 'workflows:run',
  request: { params: endpointPath, body: { ...jsonBody(listenRequestSchema), required: false } },
  responses: {
    200: jsonResponse('It listens.', listeningSchema),
    403: problem(
      '`permissions.denied`, or `workflows.credential_use_denied`: with `run`, for a draft with credentials.',
    ),
    409: problem('The workflow is archived.'),
  },
});

const stream = defineRoute({
  operationId: 'stream_webhook_calls',
  summary: 'See the calls of the test URL',
  description:
    'Server-Sent Events: `call` for each call that arrives, `run` for each run that one has started, `closed` at the end. Begins with the last 20, or with those after `Last-Event-ID`.',
  tags,
  method: 'get',
  path: `${PATH}/stream`,
  permission: 'workflows:run',
  request: { params: endpointPath, headers: z.object({ 'last-event-id': z.string().max(100).optional() }) },
  responses: {
    200: { description: 'The events.', content: { 'text/event-stream': { schema: z.string() } } },
    404: problem('`webhooks.not_listening`, `webhooks.not_found`.'),
    429: problem('`webhooks.too_many_listeners`: five listen already.'),
  },
});

export function registerListening(app: App, deps: WebhookTestDeps): void {
  app.openapi(listen, async (c) => {
    const { workflow_id: workflowId, webhook_id: id } = c.req.valid('param');
    const request = listenRequestSchema.parse(c.req.valid('json') ?? {});
    return c.json(await startListening(deps, c.var.actor, { choice: { workflowId, id }, request }), 200);
  });
  app.openapi(stream, async (c) => {
    const { workflow_id: workflowId, webhook_id: id } = c.req.valid('param');
    const after = c.req.valid('header')['last-event-id'] ?? '';
    return openStream(deps, c.var.actor, { choice: { workflowId, id }, after });
  });
}
