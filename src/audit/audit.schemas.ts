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

export const listAuditLogsSchema = z.strictObject({
  ...pageQuery,
  action: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .openapi({ description: `What was done: ${AUDIT_ACTIONS.join(', ')}.`, example: 'workflows.published' }),
  target_id: z.string().min(1).max(100).optional(),
  user_id: z.uuid().optional(),
});
export type ListAuditLogs = z.infer<typeof listAuditLogsSchema>;
