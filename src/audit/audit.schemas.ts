import { z } from '@hono/zod-openapi';
import { pageQuery } from '../shared/pagination.ts';
import { AUDIT_ACTIONS } from './audit-actions.ts';

export const auditLogSchema = z
  .strictObject({
    id: z.uuid(),
    user_id: z.uuid().nullable().openapi({ description: 'Who did it; null once the user is gone.' }),
    action: z.string().openapi({ example: 'workflows.published' }),
    target_type: z.string().nullable().openapi({ example: 'workflow' }),
    target_id: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    ip_address: z.string().nullable(),
    created_at: z.iso.datetime(),
  })
  .openapi('AuditLog');
export type AuditLog = z.infer<typeof auditLogSchema>;

const moment = z.iso.datetime();

const filters = {
  action: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .openapi({ description: `What was done: ${AUDIT_ACTIONS.join(', ')}.`, example: 'workflows.published' }),
  target_type: z.string().min(1).max(50).optional().openapi({ example: 'workflow' }),
  target_id: z.string().min(1).max(100).optional(),
  user_id: z.uuid().toLowerCase().optional().openapi({ description: 'Who did it.' }),
  created_from: moment.optional().openapi({ description: 'At this moment or later.' }),
  created_before: moment.optional().openapi({ description: 'Before this moment.' }),
};

export const exportAuditLogsSchema = z.strictObject(filters);
export type ExportAuditLogs = z.infer<typeof exportAuditLogsSchema>;

export const listOwnAuditLogsSchema = z.strictObject(pageQuery);

export const listAuditLogsSchema = z.strictObject({ ...pageQuery, ...filters });
export type ListAuditLogs = z.infer<typeof listAuditLogsSchema>;
