import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { workspaceSchema } from '../workspaces.schemas.ts';
import { deleteWorkspace, restoreWorkspace } from './delete-workspace.ts';
import type { DeletionDeps } from './deletion-deps.ts';

const tags = ['Workspaces'];
const path = '/api/v1/workspaces/{workspace_id}';

const remove = defineRoute({
  operationId: 'delete_workspace',
  summary: 'Delete a workspace',
  description:
    'Stops everything in it at once: webhooks, schedules, API keys, and what runs is cancelled. Within seven days an owner may restore it; then all of it is destroyed.',
  tags,
  method: 'delete',
  path,
  permission: 'workspace:delete',
  stepUp: true,
  request: { params: workspacePath },
  responses: {
    200: jsonResponse('The workspace, with the moment at which it goes.', workspaceSchema),
    409: problem('`workspaces.being_deleted`: it is to be deleted already.'),
  },
});

const restore = defineRoute({
  operationId: 'restore_workspace',
  summary: 'Restore a workspace',
  description:
    'Takes its deletion back. Workflows are as active as before, schedules go on by their policy for missed runs; what was cancelled stays cancelled.',
  tags,
  method: 'post',
  path: `${path}/restore`,
  permission: 'workspace:delete',
  request: { params: workspacePath },
  responses: {
    200: jsonResponse('The workspace.', workspaceSchema),
    409: problem('`workspaces.not_being_deleted`: there is nothing to take back.'),
  },
});

export function registerDeletionRoutes(app: App, deps: DeletionDeps): void {
  app.openapi(remove, async (c) => c.json(await deleteWorkspace(deps, c.var.actor), 200));
  app.openapi(restore, async (c) => c.json(await restoreWorkspace(deps, c.var.actor), 200));
}
