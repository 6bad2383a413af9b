import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse, workspacePath } from '../http/route-parts.ts';
import { toWholeList, wholeListSchema } from '../shared/pagination.ts';
import { type ForgottenDeps, listForgotten } from './list-forgotten.ts';
import { forgottenSchema } from './retention.schemas.ts';

const list = defineRoute({
  operationId: 'list_forgotten',
  summary: 'List what was forgotten',
  description:
    'How many executions of the workspace the latest nights have forgotten, because they were past their retention.',
  tags: ['Executions'],
  method: 'get',
  path: '/api/v1/workspaces/{workspace_id}/forgotten',
  permission: 'executions:read',
  request: { params: workspacePath },
  responses: { 200: jsonResponse('The nights that forgot some, the latest first.', wholeListSchema(forgottenSchema)) },
});

export function registerRetentionRoutes(app: App, deps: ForgottenDeps): void {
  app.openapi(list, async (c) => c.json(toWholeList(await listForgotten(deps, c.var.actor)), 200));
}
