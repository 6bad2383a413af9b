import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { pageSchema } from '../../shared/pagination.ts';
import type { ExecutionDeps } from '../execution-deps.ts';
import { executionSchema, retriedExecutionSchema } from '../model/executions.schemas.ts';
import { listAttention } from './list-attention.ts';
import {
  attentionSchema,
  listAttentionQuery,
  replaySchema,
  settleExecutionSchema,
  settleNodeSchema,
  skipWaitSchema,
} from './repair.schemas.ts';
import { replayExecution } from './replay-execution.ts';
import { settleExecution, settleNode } from './settle.ts';
import { skipWait } from './skip-wait.ts';

const tags = ['Executions'];
const base = '/api/v1/workspaces/{workspace_id}/executions';
const executionPath = workspacePath.extend({ execution_id: idParameter('The execution.') });
const nodePath = executionPath.extend({
  node_id: z.string().min(1).max(100).openapi({ description: 'The node.', example: 'charge' }),
});

const attention = defineRoute({
  operationId: 'list_attention',
  summary: 'List what needs attention',
  description:
    'Node runs of which nobody knows whether their effect happened, and executions that were given up, newest first, each with what to do. What was settled is not listed.',
  tags,
  method: 'get',
  path: `${base}/attention`,
  permission: 'executions:read',
  request: { params: workspacePath, query: listAttentionQuery },
  responses: { 200: jsonResponse('A page of them.', pageSchema(attentionSchema)) },
});

const resume = defineRoute({
  operationId: 'skip_wait',
  summary: 'Skip a wait',
  description:
    'Lets an execution that waits for a moment, a call or a form go on at once; its items go on with `resumed_by: skip`. One that was to start later starts now.',
  tags,
  method: 'post',
  path: `${base}/{execution_id}/resume`,
  permission: 'executions:write',
  request: { params: executionPath, body: jsonBody(skipWaitSchema) },
  responses: {
    202: jsonResponse('The execution as it is now.', executionSchema),
    409: problem('`executions.nothing_to_skip`, `executions.several_waits`, `executions.decision_needed`.'),
  },
});

const replay = defineRoute({
  operationId: 'replay_execution',
  summary: 'Replay a webhook',
  description:
    'Lets what a webhook or a form has brought come in once more, with the stored input: as a new execution of the published version, or of the draft. Nobody waits for its answer.',
  tags,
  method: 'post',
  path: `${base}/{execution_id}/replay`,
  permission: 'executions:write',
  request: { params: executionPath, body: jsonBody(replaySchema) },
  responses: {
    202: jsonResponse('The new execution.', retriedExecutionSchema),
    403: problem('`permissions.denied`, or `workflows.credential_use_denied`: it is not the published version.'),
    409: problem('`executions.not_replayable`, `executions.trigger_missing`, `executions.workflow_unavailable`.'),
  },
});

const settleRun = defineRoute({
  operationId: 'settle_node_run',
  summary: 'Say what came of a node run',
  description:
    'Says of a node run whose outcome is unknown whether its effect happened, once. A retry from the failed node takes one that happened as completed, and performs one that did not.',
  tags,
  method: 'post',
  path: `${base}/{execution_id}/nodes/{node_id}/settle`,
  permission: 'executions:write',
  request: { params: nodePath, body: jsonBody(settleNodeSchema) },
  responses: {
    200: jsonResponse('What was settled.', attentionSchema),
    409: problem('`executions.nothing_to_settle`.'),
    413: problem('`executions.output_too_long`.'),
  },
});

const settleWhole = defineRoute({
  operationId: 'settle_execution',
  summary: 'Settle an execution that was given up',
  description: 'Says of an execution that was given up whether it did what it was to do, and takes it off the list.',
  tags,
  method: 'post',
  path: `${base}/{execution_id}/settle`,
  permission: 'executions:write',
  request: { params: executionPath, body: jsonBody(settleExecutionSchema) },
  responses: {
    200: jsonResponse('What was settled.', attentionSchema),
    409: problem('`executions.nothing_to_settle`.'),
  },
});

export function registerRepairRoutes(app: App, deps: ExecutionDeps): void {
  app.openapi(attention, async (c) => c.json(await listAttention(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(resume, async (c) => {
    const id = c.req.valid('param').execution_id;
    return c.json(await skipWait(deps, c.var.actor, { id, ...c.req.valid('json') }), 202);
  });
  app.openapi(replay, async (c) => {
    const id = c.req.valid('param').execution_id;
    const execution = await replayExecution(deps, c.var.actor, { id, ...c.req.valid('json') });
    return c.json({ ...execution, execution_id: execution.id }, 202);
  });
  app.openapi(settleRun, async (c) => {
    const { execution_id: id, node_id: nodeId } = c.req.valid('param');
    return c.json(await settleNode(deps, c.var.actor, { id, nodeId, input: c.req.valid('json') }), 200);
  });
  app.openapi(settleWhole, async (c) => {
    const id = c.req.valid('param').execution_id;
    return c.json(await settleExecution(deps, c.var.actor, { id, input: c.req.valid('json') }), 200);
  });
}
