import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { toWholeList, wholeListSchema } from '../shared/pagination.ts';
import type { AlertDeps } from './alert-deps.ts';
import { alertSchema, createAlertSchema, firingSchema, newAlertSchema, updateAlertSchema } from './alerts.schemas.ts';
import { createAlert } from './create-alert.ts';
import { deleteAlert } from './delete-alert.ts';
import { listFirings } from './list-firings.ts';
import { loadAlert } from './load-alert.ts';
import { updateAlert } from './update-alert.ts';

const tags = ['Alerts'];
const PATH = '/api/v1/workspaces/{workspace_id}/alerts';

const alertPath = workspacePath.extend({ alert_id: idParameter('The alert.') });
const targetProblem = problem('`alerts.workflow_unknown`, `alerts.member_unknown` or `alerts.webhook_refused`.');
const shown = jsonResponse('The alert.', alertSchema);

const create = defineRoute({
  operationId: 'create_alert',
  summary: 'Create an alert',
  description:
    'Tells people, an address or a workflow when something goes wrong, within a minute, and, if asked to, when that is over. Manual runs, and executions that another one, an error or an alert has started, alert nobody. A channel that is a workflow needs `workflows:run` as well.',
  tags,
  method: 'post',
  path: PATH,
  permission: 'alerts:write',
  request: { params: workspacePath, body: jsonBody(createAlertSchema) },
  responses: {
    201: jsonResponse('The alert, with its secret.', newAlertSchema),
    409: problem('`alerts.too_many`.'),
    422: targetProblem,
  },
});

const list = defineRoute({
  operationId: 'list_alerts',
  summary: 'List alerts',
  description: 'The alerts of the workspace, by name.',
  tags,
  method: 'get',
  path: PATH,
  permission: 'alerts:read',
  request: { params: workspacePath },
  responses: { 200: jsonResponse('The alerts.', wholeListSchema(alertSchema)) },
});

const get = defineRoute({
  operationId: 'get_alert',
  summary: 'Get an alert',
  description: 'The alert, and when it fired last.',
  tags,
  method: 'get',
  path: `${PATH}/{alert_id}`,
  permission: 'alerts:read',
  request: { params: alertPath },
  responses: { 200: shown },
});

const update = defineRoute({
  operationId: 'update_alert',
  summary: 'Change an alert',
  description:
    'Changes what is sent and keeps what is left out. With another rule or scope, or a pause, it begins anew.',
  tags,
  method: 'patch',
  path: `${PATH}/{alert_id}`,
  permission: 'alerts:write',
  request: { params: alertPath, body: jsonBody(updateAlertSchema) },
  responses: { 200: shown, 422: targetProblem },
});

const remove = defineRoute({
  operationId: 'delete_alert',
  summary: 'Delete an alert',
  description: 'Deletes an alert and what it told. What it had still to send is not sent, but for mails.',
  tags,
  method: 'delete',
  path: `${PATH}/{alert_id}`,
  permission: 'alerts:write',
  request: { params: alertPath },
  responses: { 204: { description: 'Deleted.' } },
});

const firings = defineRoute({
  operationId: 'list_alert_firings',
  summary: 'List what an alert told',
  description: 'Up to 100 firings, the newest first, with what became of webhooks and workflows.',
  tags,
  method: 'get',
  path: `${PATH}/{alert_id}/firings`,
  permission: 'alerts:read',
  request: { params: alertPath },
  responses: { 200: jsonResponse('The firings.', wholeListSchema(firingSchema)) },
});

export function registerAlertRoutes(app: App, deps: AlertDeps): void {
  app.openapi(create, async (c) => c.json(await createAlert(deps, c.var.actor, c.req.valid('json')), 201));
  app.openapi(list, async (c) => c.json(toWholeList(await deps.alerts.list(c.var.actor.workspaceId)), 200));
  app.openapi(get, async (c) => c.json(await loadAlert(deps, c.var.actor, c.req.valid('param').alert_id), 200));
  app.openapi(update, async (c) => {
    const id = c.req.valid('param').alert_id;
    return c.json(await updateAlert(deps, c.var.actor, { id, input: c.req.valid('json') }), 200);
  });
  app.openapi(remove, async (c) => {
    await deleteAlert(deps, c.var.actor, c.req.valid('param').alert_id);
    return c.body(null, 204);
  });
  app.openapi(firings, async (c) =>
    c.json(toWholeList(await listFirings(deps, c.var.actor, c.req.valid('param').alert_id)), 200),
  );
}
