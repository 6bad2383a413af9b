import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { idParameter, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { usedUp } from '../plans/plan-route-parts.ts';
import { toWholeList } from '../shared/pagination.ts';
import { listPolls } from './list-polls.ts';
import type { PollDeps } from './poll-deps.ts';
import { pollNow } from './poll-now.ts';
import { pollListSchema, pollViewSchema } from './polls.schemas.ts';

const tags = ['Polls'];
const PATH = '/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/polls';

const workflowPath = workspacePath.extend({ workflow_id: idParameter('The workflow.') });

const list = defineRoute({
  operationId: 'list_polls',
  summary: 'List polls',
  description:
    'One for each polling trigger of the published version: when it asked, when it asks again, and why it failed. None while triggers are off.',
  tags,
  method: 'get',
  path: PATH,
  permission: 'workflows:read',
  request: { params: workflowPath },
  responses: { 200: jsonResponse('The polls.', pollListSchema) },
});

const now = defineRoute({
  operationId: 'poll_now',
  summary: 'Poll now',
  description:
    'Asks the service of a polling trigger now, also one that waits because it failed. What is new starts executions.',
  tags,
  method: 'post',
  path: `${PATH}/{poll_id}/poll-now`,
  permission: 'workflows:run',
  request: { params: workflowPath.extend({ poll_id: idParameter('The id of the poll in its list.') }) },
  responses: { 202: jsonResponse('The poll before it asks.', pollViewSchema), ...usedUp },
});

export function registerPollRoutes(app: App, deps: PollDeps): void {
  app.openapi(list, async (c) => {
    const data = await listPolls(deps, c.var.actor, c.req.valid('param').workflow_id);
    return c.json(toWholeList(data), 200);
  });
  app.openapi(now, async (c) => {
    const { workflow_id: workflowId, poll_id: id } = c.req.valid('param');
    return c.json(await pollNow(deps, c.var.actor, { workflowId, id }), 202);
  });
}
