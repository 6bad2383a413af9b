import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { idParameter, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { toWholeList } from '../shared/pagination.ts';
import { deliveryListSchema, listDeliveriesQuery } from './deliveries.schemas.ts';
import { type DeliveryDeps, listDeliveries } from './list-deliveries.ts';

const endpointPath = workspacePath.extend({
  workflow_id: idParameter('The workflow.'),
  webhook_id: idParameter('The id of the endpoint in its list.'),
});

const list = defineRoute({
  operationId: 'list_webhook_deliveries',
  summary: 'List the last calls of an endpoint',
  description:
    'The calls of the last seven days, the newest first: those that became executions, which can be replayed by `…/executions/{id}/replay`, and those that were refused, with the reason. Of many refusals at once only some are written down.',
  tags: ['Webhooks'],
  method: 'get',
  path: '/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/webhooks/{webhook_id}/deliveries',
  permission: 'executions:read',
  request: { params: endpointPath, query: listDeliveriesQuery },
  responses: { 200: jsonResponse('The calls.', deliveryListSchema) },
});

export function registerDeliveryRoutes(app: App, deps: DeliveryDeps): void {
  app.openapi(list, async (c) => {
    const { workflow_id: workflowId, webhook_id: id } = c.req.valid('param');
    const data = await listDeliveries(deps, c.var.actor, { workflowId, id, ...c.req.valid('query') });
    return c.json(toWholeList(data), 200);
  });
}
