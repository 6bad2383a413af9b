import type { App } from '../http/app-types.ts';
import { NDJSON, ndjsonStream } from '../http/ndjson.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse, workspacePath } from '../http/route-parts.ts';
import { consoleLog } from '../shared/log.ts';
import { pageSchema } from '../shared/pagination.ts';
import { auditLogSchema, exportAuditLogsSchema, listAuditLogsSchema, listOwnAuditLogsSchema } from './audit.schemas.ts';
import { exportAuditLogs } from './export-audit-logs.ts';
import { type AuditDeps, listAuditLogs, listOwnAuditLogs } from './list-audit-logs.ts';

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

const exported = defineRoute({
  operationId: 'export_audit_logs',
  summary: 'Export audit logs',
  description: 'All entries that the filter lets through, newest first, one JSON object per line.',
  tags: ['Audit'],
  method: 'get',
  path: '/api/v1/workspaces/{workspace_id}/audit-logs/export',
  permission: 'audit:read',
  request: { params: workspacePath, query: exportAuditLogsSchema },
  responses: { 200: { description: 'The entries.', content: { [NDJSON]: { schema: { type: 'string' } } } } },
});

const listOwn = defineRoute({
  operationId: 'list_my_audit_logs',
  summary: 'List what was done with my account',
  description: 'Sign-ins, and changes of what belongs to the account and to no workspace; newest first.',
  tags: ['Audit'],
  method: 'get',
  path: '/api/v1/users/me/audit',
  permission: 'authenticated',
  request: { query: listOwnAuditLogsSchema },
  responses: { 200: jsonResponse('One page of entries.', pageSchema(auditLogSchema)) },
});

export function registerAuditRoutes(app: App, deps: AuditDeps): void {
  app.openapi(list, async (c) => c.json(await listAuditLogs(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(listOwn, async (c) => c.json(await listOwnAuditLogs(deps, c.var.user, c.req.valid('query')), 200));
  app.openapi(exported, (c) => {
    const headers = { 'content-type': NDJSON, 'content-disposition': 'attachment; filename="audit-logs.ndjson"' };
    const pages = exportAuditLogs(deps, c.var.actor, c.req.valid('query'));
    const { requestId } = c.var;
    const onFault = (error: unknown) =>
      consoleLog({ level: 'warn', message: 'audit.export_broken', request_id: requestId, error });
    return c.body(ndjsonStream(pages, onFault), 200, headers);
  });
}
