import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse, workspacePath } from '../http/route-parts.ts';
import { pageSchema } from '../shared/pagination.ts';
import { registerDevMail } from './dev-page/dev-mail.routes.ts';
import type { DevMailDeps } from './dev-page/dev-mail-deps.ts';
import { listOutbox, type OutboxDeps } from './list-outbox.ts';
import { listOutboxSchema, outboxMailSchema } from './mail-outbox.schemas.ts';

const list = defineRoute({
  operationId: 'list_outbox',
  summary: 'List mails that were not sent',
  description:
    'Mails that nodes without a provider left in the local outbox, newest first. In production there are none.',
  tags: ['Executions'],
  method: 'get',
  path: '/api/v1/workspaces/{workspace_id}/outbox',
  permission: 'executions:read',
  request: { params: workspacePath, query: listOutboxSchema },
  responses: { 200: jsonResponse('One page of mails.', pageSchema(outboxMailSchema)) },
});

export function registerOutboxRoutes(app: App, deps: OutboxDeps & DevMailDeps): void {
  registerDevMail(app, deps);
  app.openapi(list, async (c) => c.json(await listOutbox(deps, c.var.actor, c.req.valid('query')), 200));
}
