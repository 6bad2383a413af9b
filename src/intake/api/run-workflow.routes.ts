import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { usedUp } from '../../plans/plan-route-parts.ts';
import type { RunDeps } from './load-runnable.ts';
import { runAnswer } from './run-answer.ts';
import {
  acceptedExecutionSchema,
  droppedExecutionSchema,
  endedExecutionSchema,
  runWorkflowSchema,
} from './run-workflow.schemas.ts';
import { runWorkflow } from './run-workflow.ts';

const run = defineRoute({
  operationId: 'execute_workflow',
  summary: 'Execute a workflow',
  description:
    'Starts an execution, of the whole workflow or a part of it, of a version or of a drawing that is saved nowhere. Answers 202 at once or, with `wait`, when it has ended. An `Idempotency-Key` that the same user or API key repeats starts nothing and answers for the first execution.',
  tags: ['Workflows'],
  method: 'post',
  path: '/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/execute',
  permission: 'workflows:run',
  request: {
    params: workspacePath.extend({ workflow_id: idParameter('The workflow.') }),
    headers: z.object({ 'idempotency-key': z.string().min(1).max(200).optional() }),
    body: jsonBody(runWorkflowSchema),
  },
  responses: {
    200: jsonResponse(
      'The execution has ended, or was dropped because of the limits of the workflow.',
      z.union([endedExecutionSchema, droppedExecutionSchema]),
    ),
    202: jsonResponse('The execution is accepted and goes on by itself.', acceptedExecutionSchema),
    ...usedUp,
    409: problem('The workflow is archived, or the execution to reuse has not ended.'),
    403: problem(
      '`permissions.denied`: a `graph` needs `workflows:write`, too. `workflows.credential_use_denied`: it is not the published version.',
    ),
    404: problem('There is no such workflow, or no such execution to reuse.'),
    422: problem(
      'There is no such version, trigger or node, the drawing is incomplete where it would run (`workflows.invalid_graph`), the input is not what the trigger declares (`executions.input_invalid`), or the data to be reused are not there.',
    ),
    429: problem(
      '`flow.*`: the limits of the workflow let no other execution in now. `Retry-After` says when to try again.',
    ),
  },
});

export function registerRunWorkflow(app: App, deps: RunDeps): void {
  app.openapi(run, async (c) => {
    const reply = await runWorkflow(deps, c.var.actor, {
      ...c.req.valid('json'),
      workflowId: c.req.valid('param').workflow_id,
      idempotencyKey: c.req.valid('header')['idempotency-key'] ?? null,
      background: (work) => c.executionCtx.waitUntil(work),
    });
    const answer = runAnswer(reply);
    return answer.type === 'accepted' ? c.json(answer.body, 202) : c.json(answer.body, 200);
  });
}
