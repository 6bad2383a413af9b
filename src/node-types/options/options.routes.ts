import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonBody, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { toWholeList } from '../../shared/pagination.ts';
import { listOptions, type OptionDeps } from './list-options.ts';
import { askOptionsSchema, optionListSchema } from './options.schemas.ts';

const options = defineRoute({
  operationId: 'list_field_options',
  summary: 'List the options of a field',
  description:
    'Asks the service of a node which values a field may have, with a credential of the workspace: from which addresses a mail provider sends, which operations a GraphQL endpoint has. Which fields have options stands in `x-options` of the schema of a node type.',
  tags: ['Node types'],
  method: 'post',
  path: '/api/v1/workspaces/{workspace_id}/node-types/{type}/options',
  permission: 'credentials:use',
  request: {
    params: workspacePath.extend({ type: z.string().max(50).openapi({ example: 'action.send_email' }) }),
    body: jsonBody(askOptionsSchema),
  },
  responses: {
    200: jsonResponse('The options, 500 at most.', optionListSchema),
    404: problem('`node_types.no_options`, `credentials.not_found`.'),
    422: problem('`node_types.options_failed`: `errors` says why. `node_types.wrong_credential`.'),
    429: problem('`auth.too_many_attempts`: too many questions in this workspace.'),
  },
});

export function registerOptionRoutes(app: App, deps: OptionDeps): void {
  app.openapi(options, async (c) => {
    const { type } = c.req.valid('param');
    return c.json(toWholeList(await listOptions(deps, c.var.actor, { type, ...c.req.valid('json') })), 200);
  });
}
