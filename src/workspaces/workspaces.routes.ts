import { z } from '@hono/zod-openapi';
import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { jsonBody, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { pageQuery, pageSchema } from '../shared/pagination.ts';
import { createWorkspace } from './create-workspace.ts';
import { getWorkspace } from './get-workspace.ts';
import { listWorkspaces } from './list-workspaces.ts';
import { updateWorkspace } from './update-workspace.ts';
import type { WorkspaceDeps } from './workspace-deps.ts';
import { createWorkspaceSchema, workspaceChangeSchema, workspaceSchema } from './workspaces.schemas.ts';

const tags = ['Workspaces'];

const list = defineRoute({
  operationId: 'list_workspaces',
  summary: 'List my workspaces',
  description: 'The workspaces that the signed-in user belongs to, oldest first.',
  tags,
  method: 'get',
  path: '/api/v1/workspaces',
  permission: 'authenticated',
  request: { query: z.strictObject(pageQuery) },
  responses: { 200: jsonResponse('One page of workspaces.', pageSchema(workspaceSchema)) },
});

const create = defineRoute({
  operationId: 'create_workspace',
  summary: 'Create a workspace',
  description: 'Makes another workspace, whose owner is the caller. A user may own 20.',
  tags,
  method: 'post',
  path: '/api/v1/workspaces',
  permission: 'authenticated',
  request: { body: jsonBody(createWorkspaceSchema) },
  responses: {
    201: jsonResponse('The workspace.', workspaceSchema),
    409: problem('`workspaces.slug_taken`: another workspace has the slug. `workspaces.too_many`: the caller owns 20.'),
    429: problem('`auth.too_many_attempts`: the caller created many within the hour.'),
  },
});

const get = defineRoute({
  operationId: 'get_workspace',
  summary: 'Get a workspace',
  description: 'One workspace, and what the caller is in it.',
  tags,
  method: 'get',
  path: '/api/v1/workspaces/{workspace_id}',
  permission: 'workspace:read',
  request: { params: workspacePath },
  responses: { 200: jsonResponse('The workspace.', workspaceSchema) },
});

const update = defineRoute({
  operationId: 'update_workspace',
  summary: 'Change a workspace',
  description:
    'Changes name, slug, limit or settings. What is left out stays as it is; a setting that is null is taken back. Only owners change `mfa_required`.',
  tags,
  method: 'patch',
  path: '/api/v1/workspaces/{workspace_id}',
  permission: 'workspace:manage',
  request: { params: workspacePath, body: jsonBody(workspaceChangeSchema) },
  responses: {
    200: jsonResponse('The workspace as changed.', workspaceSchema),
    409: problem('`workspaces.slug_taken`: another workspace has the slug.'),
    422: problem('`workspaces.unknown_error_workflow`: the workspace has no such workflow.'),
  },
});

export function registerWorkspaceRoutes(app: App, deps: WorkspaceDeps): void {
  app.openapi(list, async (c) => c.json(await listWorkspaces(deps, c.var.user, c.req.valid('query')), 200));
  app.openapi(create, async (c) => c.json(await createWorkspace(deps, c.var.user, c.req.valid('json')), 201));
  app.openapi(get, async (c) => c.json(await getWorkspace(deps, c.var.actor), 200));
  app.openapi(update, async (c) => c.json(await updateWorkspace(deps, c.var.actor, c.req.valid('json')), 200));
}
