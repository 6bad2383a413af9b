import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { idParameter, jsonBody, jsonResponse, optionalBody, workspacePath } from '../http/route-parts.ts';
import { toWholeList } from '../shared/pagination.ts';
import { rotateEndpointSecret, setEndpointSecret } from './change-endpoint-secret.ts';
import { endPreviousSecret } from './end-previous-secret.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { listEndpoints } from './list-endpoints.ts';
import { endpointListSchema, endpointViewSchema, rotateSecretSchema, setSecretSchema } from './webhooks.schemas.ts';

const tags = ['Webhooks'];
const PATH = '/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/webhooks';

const workflowPath = workspacePath.extend({ workflow_id: idParameter('The workflow.') });
const endpointPath = workflowPath.extend({ webhook_id: idParameter('The id of the endpoint in its list.') });

const list = defineRoute({
  operationId: 'list_webhook_endpoints',
  summary: 'List webhook endpoints',
  description:
    'One for each webhook trigger that is drafted or published, with its URL, all on one page. Secrets are shown to those who may change workflows.',
  tags,
  method: 'get',
  path: PATH,
  permission: 'workflows:read',
  request: { params: workflowPath },
  responses: { 200: jsonResponse('The endpoints.', endpointListSchema) },
});

const rotate = defineRoute({
  operationId: 'rotate_webhook_secret',
  summary: 'Rotate the secret of an endpoint',
  description:
    'Replaces the secret by a new random one. The old one stays valid beside it for a day, or for as long as the body says; the one before that is over. A sender whose secrets are their own, such as Stripe, never has a random one: set theirs instead.',
  tags,
  method: 'post',
  path: `${PATH}/{webhook_id}/rotate-secret`,
  permission: 'workflows:write',
  request: { params: endpointPath, body: optionalBody(rotateSecretSchema) },
  responses: { 200: jsonResponse('The endpoint with its new secret.', endpointViewSchema) },
});

const setSecret = defineRoute({
  operationId: 'set_webhook_secret',
  summary: 'Set the secret of an endpoint',
  description:
    'For senders that bring a secret of their own: 8 characters at least, 150 bytes at most. The old one is over, unless the body says for how long it stays valid.',
  tags,
  method: 'put',
  path: `${PATH}/{webhook_id}/secret`,
  permission: 'workflows:write',
  request: { params: endpointPath, body: jsonBody(setSecretSchema) },
  responses: { 200: jsonResponse('The endpoint with its new secret.', endpointViewSchema) },
});

const endPrevious = defineRoute({
  operationId: 'end_previous_webhook_secret',
  summary: 'End the previous secret of an endpoint',
  description: 'Whoever still uses the secret of before is refused from now on. May be repeated.',
  tags,
  method: 'delete',
  path: `${PATH}/{webhook_id}/previous-secret`,
  permission: 'workflows:write',
  request: { params: endpointPath },
  responses: { 200: jsonResponse('The endpoint, with one secret.', endpointViewSchema) },
});

export function registerWebhookRoutes(app: App, deps: EndpointDeps): void {
  app.openapi(list, async (c) => {
    const data = await listEndpoints(deps, c.var.actor, c.req.valid('param').workflow_id);
    return c.json(toWholeList(data), 200);
  });
  app.openapi(rotate, async (c) => {
    const { workflow_id: workflowId, webhook_id: id } = c.req.valid('param');
    const { previous_valid_seconds: previousValidSeconds } = c.req.valid('json');
    return c.json(await rotateEndpointSecret(deps, c.var.actor, { workflowId, id, previousValidSeconds }), 200);
  });
  app.openapi(setSecret, async (c) => {
    const { workflow_id: workflowId, webhook_id: id } = c.req.valid('param');
    const { secret, previous_valid_seconds: previousValidSeconds } = c.req.valid('json');
    const choice = { workflowId, id, secret, previousValidSeconds };
    return c.json(await setEndpointSecret(deps, c.var.actor, choice), 200);
  });
  app.openapi(endPrevious, async (c) => {
    const { workflow_id: workflowId, webhook_id: id } = c.req.valid('param');
    return c.json(await endPreviousSecret(deps, c.var.actor, { workflowId, id }), 200);
  });
}
