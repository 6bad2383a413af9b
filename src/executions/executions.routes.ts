import { z } from '@hono/zod-openapi';
import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { pageSchema, toWholeList } from '../shared/pagination.ts';
import { cancelExecution } from './cancel-execution.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { getExecution } from './get-execution.ts';
import { listCalls } from './list-calls.ts';
import { countExecutions, listExecutions } from './list-executions.ts';
import { listNodeExecutions } from './list-node-executions.ts';
import { listWaits } from './list-waits.ts';
import { executionCallSchema } from './model/execution-calls.schemas.ts';
import {
  executionSchema,
  listedExecutionSchema,
  listNodesQuery,
  nodeExecutionSchema,
  retriedExecutionSchema,
  retrySchema,
} from './model/executions.schemas.ts';
import { openWaitListSchema } from './model/waits.schemas.ts';
import { retryExecution } from './retry-execution.ts';
import { countExecutionsQuery, executionCountSchema, listExecutionsQuery } from './search/filter.schemas.ts';

const tags = ['Executions'];
const base = '/api/v1/workspaces/{workspace_id}/executions';
const executionPath = workspacePath.extend({ execution_id: idParameter('The execution.') });

const executionPage = pageSchema(listedExecutionSchema).extend({
  incomplete: z.boolean().openapi({
    description:
      'Whether the page is not full because so few executions fit the filter: it has looked at as many as one request does, and `next_cursor` goes on from there.',
  }),
});

const list = defineRoute({
  operationId: 'list_executions',
  summary: 'List executions',
  description:
    'The executions of the workspace that fit the filter, newest first, without their data. All parts of a filter have to hold.',
  tags,
  method: 'get',
  path: base,
  permission: 'executions:read',
  request: { params: workspacePath, query: listExecutionsQuery },
  responses: { 200: jsonResponse('A page of executions.', executionPage) },
});

const count = defineRoute({
  operationId: 'count_executions',
  summary: 'Count executions',
  description:
    'How many executions fit the filter: counted if there are no more than 10,000 to look at, else estimated, which the answer says.',
  tags,
  method: 'get',
  path: `${base}/count`,
  permission: 'executions:read',
  request: { params: workspacePath, query: countExecutionsQuery },
  responses: { 200: jsonResponse('The number.', executionCountSchema) },
});

const get = defineRoute({
  operationId: 'get_execution',
  summary: 'Get an execution',
  description: 'One execution with its data. Of a running one, its object tells how far it has come.',
  tags,
  method: 'get',
  path: `${base}/{execution_id}`,
  permission: 'executions:read',
  request: { params: executionPath },
  responses: { 200: jsonResponse('The execution.', executionSchema) },
});

const nodes = defineRoute({
  operationId: 'list_node_executions',
  summary: "List an execution's node runs",
  description: 'The node runs of an execution in the order in which they began, with their input and output.',
  tags,
  method: 'get',
  path: `${base}/{execution_id}/nodes`,
  permission: 'executions:read',
  request: { params: executionPath, query: listNodesQuery },
  responses: { 200: jsonResponse('A page of node runs.', pageSchema(nodeExecutionSchema)) },
});

const calls = defineRoute({
  operationId: 'list_execution_calls',
  summary: 'List what an execution has called',
  description:
    'The executions of other workflows that the nodes of this one have started, in the order of the calls. Who called an execution stands in its `trigger_data`.',
  tags,
  method: 'get',
  path: `${base}/{execution_id}/calls`,
  permission: 'executions:read',
  request: { params: executionPath, query: listNodesQuery },
  responses: { 200: jsonResponse('A page of calls.', pageSchema(executionCallSchema)) },
});

const cancel = defineRoute({
  operationId: 'cancel_execution',
  summary: 'Cancel an execution',
  description:
    'The answer comes within a second. No effect begins after it, neither here nor in what it has called and waits for, unless an object does not answer in that time: then its runner stops when it next renews its lease. A running execution stops within seconds and is then `cancelled`.',
  tags,
  method: 'post',
  path: `${base}/{execution_id}/cancel`,
  permission: 'executions:write',
  request: { params: executionPath },
  responses: {
    202: jsonResponse('The execution as it is now.', executionSchema),
    409: problem('The execution has ended already.'),
  },
});

const retry = defineRoute({
  operationId: 'retry_execution',
  summary: 'Retry an execution',
  description:
    'Runs an execution that has ended once more with the same input, as a new execution: from the start, or from the node that failed, with the data of what had completed.',
  tags,
  method: 'post',
  path: `${base}/{execution_id}/retry`,
  permission: 'executions:write',
  request: { params: executionPath, body: jsonBody(retrySchema) },
  responses: {
    202: jsonResponse(
      'The new execution; its id stands in `execution_id` too, as an execute call answers it.',
      retriedExecutionSchema,
    ),
    403: problem('`permissions.denied`, or `workflows.credential_use_denied`: it is not the published version.'),
    409: problem('The execution has not ended, its workflow cannot run any more, or its history is incomplete.'),
  },
});

const waits = defineRoute({
  operationId: 'list_waits',
  summary: "List an execution's waits",
  description: 'What the execution waits for at the moment: calls and approvals, with the URLs that resume it.',
  tags,
  method: 'get',
  path: `${base}/{execution_id}/waits`,
  permission: 'executions:write',
  request: { params: executionPath },
  responses: { 200: jsonResponse('The waits that are open.', openWaitListSchema) },
});

export function registerExecutionRoutes(app: App, deps: ExecutionDeps): void {
  app.openapi(list, async (c) => c.json(await listExecutions(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(count, async (c) => c.json(await countExecutions(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(get, async (c) => c.json(await getExecution(deps, c.var.actor, c.req.valid('param').execution_id), 200));
  app.openapi(nodes, async (c) => {
    const id = c.req.valid('param').execution_id;
    return c.json(await listNodeExecutions(deps, c.var.actor, { id, ...c.req.valid('query') }), 200);
  });
  app.openapi(calls, async (c) => {
    const id = c.req.valid('param').execution_id;
    return c.json(await listCalls(deps, c.var.actor, { id, ...c.req.valid('query') }), 200);
  });
  app.openapi(cancel, async (c) =>
    c.json(await cancelExecution(deps, c.var.actor, c.req.valid('param').execution_id), 202),
  );
  app.openapi(waits, async (c) => {
    const data = await listWaits(deps, c.var.actor, c.req.valid('param').execution_id);
    return c.json(toWholeList(data), 200);
  });
  app.openapi(retry, async (c) => {
    const id = c.req.valid('param').execution_id;
    const retried = await retryExecution(deps, c.var.actor, { id, ...c.req.valid('json') });
    return c.json({ execution_id: retried.id, ...retried }, 202);
  });
}
