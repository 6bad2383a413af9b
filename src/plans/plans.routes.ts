import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse, workspacePath } from '../http/route-parts.ts';
import { type GetPlanDeps, getPlan } from './get-plan.ts';
import { planViewSchema } from './plans.schemas.ts';

const get = defineRoute({
  operationId: 'get_plan',
  summary: 'Get the plan of a workspace',
  description:
    'What the plan allows, what of it was used this month, how the subscription stands, and what can be bought.',
  tags: ['Plans'],
  method: 'get',
  path: '/api/v1/workspaces/{workspace_id}/plan',
  permission: 'workspace:read',
  request: { params: workspacePath },
  responses: { 200: jsonResponse('The plan.', planViewSchema) },
});

export function registerPlanRoutes(app: App, deps: GetPlanDeps): void {
  app.openapi(get, async (c) => c.json(await getPlan(deps, c.var.actor), 200));
}
