import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { toWholeList, wholeListSchema } from '../shared/pagination.ts';
import { createVariable } from './create-variable.ts';
import { deleteVariable } from './delete-variable.ts';
import { getVariable, listVariableChanges, listVariables } from './read-variables.ts';
import { updateVariable } from './update-variable.ts';
import type { VariableDeps } from './variable-deps.ts';
import {
  createVariableSchema,
  updateVariableSchema,
  variableChangeSchema,
  variableSchema,
} from './variables.schemas.ts';

const tags = ['Variables'];
const PATH = '/api/v1/workspaces/{workspace_id}/variables';

const variablePath = workspacePath.extend({ variable_id: idParameter('The variable.') });
const createProblem = problem('`variables.name_taken`, or `variables.too_many`.');
const updateProblem = problem('`variables.name_taken`, or `variables.changed_meanwhile`.');
const shown = jsonResponse('The variable; `value` is null for a secret one.', variableSchema);

const create = defineRoute({
  operationId: 'create_variable',
  summary: 'Create a variable',
  description:
    'A value that all workflows of the workspace read as `$vars.name`. The value of a secret one is encrypted at once and never shown again.',
  tags,
  method: 'post',
  path: PATH,
  permission: 'variables:write',
  request: { params: workspacePath, body: jsonBody(createVariableSchema) },
  responses: { 201: shown, 409: createProblem },
});

const list = defineRoute({
  operationId: 'list_variables',
  summary: 'List variables',
  description: 'The variables of the workspace, by name.',
  tags,
  method: 'get',
  path: PATH,
  permission: 'variables:read',
  request: { params: workspacePath },
  responses: { 200: jsonResponse('The variables.', wholeListSchema(variableSchema)) },
});

const get = defineRoute({
  operationId: 'get_variable',
  summary: 'Get a variable',
  description: 'The variable; the value of a secret one is not shown.',
  tags,
  method: 'get',
  path: `${PATH}/{variable_id}`,
  permission: 'variables:read',
  request: { params: variablePath },
  responses: { 200: shown },
});

const update = defineRoute({
  operationId: 'update_variable',
  summary: 'Change a variable',
  description:
    'Changes what is sent and keeps what is left out. A variable becomes secret, or no longer is, only together with a value. Executions that have begun keep to what they began with.',
  tags,
  method: 'patch',
  path: `${PATH}/{variable_id}`,
  permission: 'variables:write',
  request: { params: variablePath, body: jsonBody(updateVariableSchema) },
  responses: { 200: shown, 409: updateProblem },
});

const remove = defineRoute({
  operationId: 'delete_variable',
  summary: 'Delete a variable',
  description: 'Deletes a variable; its history stays.',
  tags,
  method: 'delete',
  path: `${PATH}/{variable_id}`,
  permission: 'variables:write',
  request: { params: variablePath },
  responses: { 204: { description: 'Deleted.' } },
});

const history = defineRoute({
  operationId: 'list_variable_changes',
  summary: 'List the changes of a variable',
  description: 'What became of a variable, the newest first, up to 200. Values of secret ones are not kept.',
  tags,
  method: 'get',
  path: `${PATH}/{variable_id}/history`,
  permission: 'variables:read',
  request: { params: variablePath },
  responses: { 200: jsonResponse('The changes.', wholeListSchema(variableChangeSchema)) },
});

export function registerVariableRoutes(app: App, deps: VariableDeps): void {
  app.openapi(create, async (c) => c.json(await createVariable(deps, c.var.actor, c.req.valid('json')), 201));
  app.openapi(list, async (c) => c.json(toWholeList(await listVariables(deps, c.var.actor)), 200));
  app.openapi(get, async (c) => c.json(await getVariable(deps, c.var.actor, c.req.valid('param').variable_id), 200));
  app.openapi(update, async (c) => {
    const id = c.req.valid('param').variable_id;
    return c.json(await updateVariable(deps, c.var.actor, { id, input: c.req.valid('json') }), 200);
  });
  app.openapi(remove, async (c) => {
    await deleteVariable(deps, c.var.actor, c.req.valid('param').variable_id);
    return c.body(null, 204);
  });
  app.openapi(history, async (c) =>
    c.json(toWholeList(await listVariableChanges(deps, c.var.actor, c.req.valid('param').variable_id)), 200),
  );
}
