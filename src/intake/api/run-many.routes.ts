import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { usedUp } from '../../plans/plan-route-parts.ts';
import type { RunDeps } from './load-runnable.ts';
import { runManyResultSchema, runManySchema } from './run-many.schemas.ts';
import { runMany } from './run-many.ts';

const run = defineRoute({
  operationId: 'execute_workflow_many_times',
  summary: 'Execute a workflow many times',
  description:
    'Starts up to 1,000 executions of the whole workflow, for nobody who waits. Each run is accepted or refused by itself: the answer tells of each, in their order, and is 200 also where all were refused. With an `Idempotency-Key`, a call that is repeated starts nothing twice; a run may have a key of its own.',
  tags: ['Workflows'],
  method: 'post',
  path: '/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/execute/batch',
  permission: 'workflows:run',
  request: {
    params: workspacePath.extend({ workflow_id: idParameter('The workflow.') }),
    headers: z.object({ 'idempotency-key': z.string().min(1).max(200).optional() }),
    body: jsonBody(runManySchema),
  },
  responses: {
    200: jsonResponse('What became of each run.', runManyResultSchema),
    403: problem('`permissions.denied`, or `workflows.credential_use_denied`: it is not the published version.'),
    ...usedUp,
    409: problem('The workflow is archived.'),
    422: problem('There is no such version or trigger.'),
  },
});

export function registerRunMany(app: App, deps: RunDeps): void {
  app.openapi(run, async (c) => {
    const result = await runMany(deps, c.var.actor, {
      ...c.req.valid('json'),
      workflowId: c.req.valid('param').workflow_id,
      idempotencyKey: c.req.valid('header')['idempotency-key'] ?? null,
      background: (work) => c.executionCtx.waitUntil(work),
    });
    return c.json(result, 200);
  });
}
