import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse, workspacePath } from '../http/route-parts.ts';
import { getInsights, type InsightDeps } from './get-insights.ts';
import { getNodeInsights } from './get-node-insights.ts';
import { insightQuerySchema, insightsSchema, nodeInsightQuerySchema, nodeInsightsSchema } from './insights.schemas.ts';

const tags = ['Insights'];
const PATH = '/api/v1/workspaces/{workspace_id}/insights';
const rangeProblem = problem('`insights.range_refused`, or the query is not valid.');

const ofExecutions = defineRoute({
  operationId: 'get_insights',
  summary: 'See how executions go',
  description:
    'Executions by the day (UTC) on which they ended and by workflow: how many failed, how long they took, how long they waited for their start; and what is used of the plan. A range has 366 days at most.',
  tags,
  method: 'get',
  path: PATH,
  permission: 'executions:read',
  request: { params: workspacePath, query: insightQuerySchema },
  responses: { 200: jsonResponse('The figures.', insightsSchema), 400: rangeProblem },
});

const ofNodes = defineRoute({
  operationId: 'get_node_insights',
  summary: 'See which nodes fail or are slow',
  description:
    'Node runs by the day (UTC) on which their execution ended. A range has 31 days at most. Of workflows with many executions a minute, the nodes of a sample are counted.',
  tags,
  method: 'get',
  path: `${PATH}/nodes`,
  permission: 'executions:read',
  request: { params: workspacePath, query: nodeInsightQuerySchema },
  responses: { 200: jsonResponse('The figures.', nodeInsightsSchema), 400: rangeProblem },
});

export function registerInsightRoutes(app: App, deps: InsightDeps): void {
  app.openapi(ofExecutions, async (c) => c.json(await getInsights(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(ofNodes, async (c) => c.json(await getNodeInsights(deps, c.var.actor, c.req.valid('query')), 200));
}
