import type { App } from '../../http/app-types.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { pageSchema, toWholeList, wholeListSchema } from '../../shared/pagination.ts';
import { tags, WORKFLOWS_PATH } from '../workflow-route-parts.ts';
import { type ListingDeps, listWorkflows } from './list-workflows.ts';
import {
  countWorkflowsSchema,
  listedWorkflowSchema,
  listWorkflowsSchema,
  tagCountSchema,
  workflowCountSchema,
} from './listing.schemas.ts';

const list = defineRoute({
  operationId: 'list_workflows',
  summary: 'List workflows',
  description:
    'The workflows of the workspace without their graphs, newest first unless `sort` says otherwise, each with its last execution and its next run.',
  tags,
  method: 'get',
  path: WORKFLOWS_PATH,
  permission: 'workflows:read',
  request: { params: workspacePath, query: listWorkflowsSchema },
  responses: { 200: jsonResponse('A page of workflows.', pageSchema(listedWorkflowSchema)) },
});

const count = defineRoute({
  operationId: 'count_workflows',
  summary: 'Count workflows',
  description: 'How many workflows fit the filter. Beyond 10,000 it counts no further, and says so.',
  tags,
  method: 'get',
  path: `${WORKFLOWS_PATH}/count`,
  permission: 'workflows:read',
  request: { params: workspacePath, query: countWorkflowsSchema },
  responses: { 200: jsonResponse('The number.', workflowCountSchema) },
});

const usedTags = defineRoute({
  operationId: 'list_workflow_tags',
  summary: 'List tags',
  description: 'The tags that workflows of the workspace have, the most frequent first, a thousand at most.',
  tags,
  method: 'get',
  path: `${WORKFLOWS_PATH}/tags`,
  permission: 'workflows:read',
  request: { params: workspacePath },
  responses: { 200: jsonResponse('The tags.', wholeListSchema(tagCountSchema)) },
});

export function registerListingRoutes(app: App, deps: ListingDeps): void {
  app.openapi(list, async (c) => c.json(await listWorkflows(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(count, async (c) => {
    return c.json(await deps.workflowList.count(c.var.actor.workspaceId, c.req.valid('query')), 200);
  });
  app.openapi(usedTags, async (c) => {
    return c.json(toWholeList(await deps.workflowList.tags(c.var.actor.workspaceId)), 200);
  });
}
