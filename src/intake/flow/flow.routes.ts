import type { App } from '../../http/app-types.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { flowStateSchema } from './flow.schemas.ts';
import { showFlow } from './show-flow.ts';

const show = defineRoute({
  operationId: 'get_workflow_flow',
  summary: 'See what the limits of a workflow let through',
  description:
    'Which executions run, which wait, by which key and since when. Only those count that the limits hold for: not runs by hand, and not those that other workflows call.',
  tags: ['Workflows'],
  method: 'get',
  path: '/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/flow',
  permission: 'executions:read',
  request: { params: workspacePath.extend({ workflow_id: idParameter('The workflow.') }) },
  responses: { 200: jsonResponse('What runs and what waits.', flowStateSchema) },
});

export function registerFlowRoutes(app: App, deps: IntakeDeps): void {
  app.openapi(show, async (c) => c.json(await showFlow(deps, c.var.actor, c.req.valid('param').workflow_id), 200));
}
