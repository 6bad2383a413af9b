import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { pageSchema } from '../../shared/pagination.ts';
import { listNodesQuery } from '../model/executions.schemas.ts';
import { listItems } from './list-items.ts';
import { listNodeRuns } from './list-node-runs.ts';
import type { NodeRunDeps } from './node-run-deps.ts';
import { itemPageSchema, listItemsQuery, nodeRunSchema } from './node-runs.schemas.ts';

const tags = ['Executions'];
const base = '/api/v1/workspaces/{workspace_id}/executions/{execution_id}';
const executionPath = workspacePath.extend({ execution_id: idParameter('The execution.') });
const nodePath = executionPath.extend({
  node_id: z.string().min(1).max(100).openapi({ description: 'The node.', example: 'charge' }),
});

const runs = defineRoute({
  operationId: 'list_node_runs',
  summary: "List an execution's node runs without their data",
  description:
    'How each node run went, how many items it received and brought forth by handle, and how large they are, in the order in which the runs began.',
  tags,
  method: 'get',
  path: `${base}/node-runs`,
  permission: 'executions:read',
  request: { params: executionPath, query: listNodesQuery },
  responses: { 200: jsonResponse('A page of node runs.', pageSchema(nodeRunSchema)) },
});

const items = defineRoute({
  operationId: 'list_node_run_items',
  summary: 'List the items of a node run',
  description:
    'What one node run brought forth, received, or wrote to its console, by page, from any place in it, and searched: also where it is so large that it lies in the bucket.',
  tags,
  method: 'get',
  path: `${base}/nodes/{node_id}/items`,
  permission: 'executions:read',
  request: { params: nodePath, query: listItemsQuery },
  responses: { 200: jsonResponse('A page of items.', itemPageSchema) },
});

export function registerNodeRunRoutes(app: App, deps: NodeRunDeps): void {
  app.openapi(runs, async (c) => {
    const { execution_id: id } = c.req.valid('param');
    return c.json(await listNodeRuns(deps, c.var.actor, { id, ...c.req.valid('query') }), 200);
  });
  app.openapi(items, async (c) => {
    const { execution_id: executionId, node_id: nodeId } = c.req.valid('param');
    return c.json(await listItems(deps, c.var.actor, { executionId, nodeId, ...c.req.valid('query') }), 200);
  });
}
