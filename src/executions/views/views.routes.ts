import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { toWholeList, wholeListSchema } from '../../shared/pagination.ts';
import { createView, deleteView, getView, updateView, type ViewDeps } from './keep-view.ts';
import { visibleViews } from './view-rows.ts';
import { createViewSchema, executionViewSchema, updateViewSchema } from './views.schemas.ts';

const tags = ['Executions'];
const PATH = '/api/v1/workspaces/{workspace_id}/execution-views';
const viewPath = workspacePath.extend({ view_id: idParameter('The view.') });
const shown = jsonResponse('The view.', executionViewSchema);
const refusals = {
  403: problem('`permissions.denied`: sharing needs `executions:write`. `execution_views.person_required`.'),
  409: problem('`execution_views.name_taken`, or `execution_views.too_many`.'),
};

const create = defineRoute({
  operationId: 'create_execution_view',
  summary: 'Save a view',
  description:
    'Keeps a filter of executions under a name: for yourself or, with `executions:write`, for the workspace.',
  tags,
  method: 'post',
  path: PATH,
  permission: 'executions:read',
  request: { params: workspacePath, body: jsonBody(createViewSchema) },
  responses: { 201: shown, ...refusals },
});

const list = defineRoute({
  operationId: 'list_execution_views',
  summary: 'List saved views',
  description: 'Your own views by name, then the shared ones.',
  tags,
  method: 'get',
  path: PATH,
  permission: 'executions:read',
  request: { params: workspacePath },
  responses: { 200: jsonResponse('The views.', wholeListSchema(executionViewSchema)) },
});

const get = defineRoute({
  operationId: 'get_execution_view',
  summary: 'Get a saved view',
  description: 'A view of your own, or a shared one.',
  tags,
  method: 'get',
  path: `${PATH}/{view_id}`,
  permission: 'executions:read',
  request: { params: viewPath },
  responses: { 200: shown },
});

const update = defineRoute({
  operationId: 'update_execution_view',
  summary: 'Change a saved view',
  description: 'Changes what is sent and keeps what is left out. A shared one needs `executions:write`.',
  tags,
  method: 'patch',
  path: `${PATH}/{view_id}`,
  permission: 'executions:read',
  request: { params: viewPath, body: jsonBody(updateViewSchema) },
  responses: { 200: shown, ...refusals },
});

const remove = defineRoute({
  operationId: 'delete_execution_view',
  summary: 'Delete a saved view',
  description: 'Deletes a view, and no execution. A shared one needs `executions:write`.',
  tags,
  method: 'delete',
  path: `${PATH}/{view_id}`,
  permission: 'executions:read',
  request: { params: viewPath },
  responses: { 204: { description: 'Deleted.' }, 403: refusals[403] },
});

export function registerExecutionViews(app: App, deps: ViewDeps): void {
  app.openapi(create, async (c) => c.json(await createView(deps, c.var.actor, c.req.valid('json')), 201));
  app.openapi(list, async (c) => c.json(toWholeList(await visibleViews(deps.db, c.var.actor)), 200));
  app.openapi(get, async (c) => c.json(await getView(deps, c.var.actor, c.req.valid('param').view_id), 200));
  app.openapi(update, async (c) => {
    const id = c.req.valid('param').view_id;
    return c.json(await updateView(deps, c.var.actor, { id, input: c.req.valid('json') }), 200);
  });
  app.openapi(remove, async (c) => {
    await deleteView(deps, c.var.actor, c.req.valid('param').view_id);
    return c.body(null, 204);
  });
}
