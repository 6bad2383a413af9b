import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse, workspacePath } from '../http/route-parts.ts';
import { searchQuery, searchResultSchema } from './search.schemas.ts';
import { type SearchDeps, searchWorkspace } from './search-workspace.ts';

const search = defineRoute({
  operationId: 'search_workspace',
  summary: 'Search a workspace',
  description:
    'Workflows by name, tag or id, executions by id or by the error with which they failed, and pages: a few of each, as far as the caller may see them.',
  tags: ['Workspaces'],
  method: 'get',
  path: '/api/v1/workspaces/{workspace_id}/search',
  permission: 'workspace:read',
  request: { params: workspacePath, query: searchQuery },
  responses: { 200: jsonResponse('What was found.', searchResultSchema) },
});

export function registerSearchRoutes(app: App, deps: SearchDeps): void {
  app.openapi(search, async (c) => c.json(await searchWorkspace(deps, c.var.actor, c.req.valid('query')), 200));
}
