import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse, workspacePath } from '../http/route-parts.ts';
import { pageSchema } from '../shared/pagination.ts';
import { auditLogSchema, listAuditLogsSchema } from './audit.schemas.ts';
import { type AuditDeps, listAuditLogs } from './list-audit-logs.ts';

const list = defineRoute({
  operationId: 'list_audit_logs',
  summary: 'List audit logs',
  description: 'Who did what in the workspace, newest first.',
  tags: ['Audit'],
  method: 'get',
  path: '/api/v1/workspaces/{workspace_id}/audit-logs',
  permission: 'audit:read',
  request: { params: workspacePath, query: listAuditLogsSchema },
  responses: { 200: jsonResponse('One page of entries.', pageSchema(auditLogSchema)) },
});

export function registerAuditRoutes(app: App, deps: AuditDeps): void {
  app.openapi(list, async (c) => c.json(await listAuditLogs(deps, c.var.actor, c.req.valid('query')), 200));
}
