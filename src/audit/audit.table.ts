import { pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../accounts/accounts.table.ts';
import { id, json, momentNow } from '../db/columns.ts';
import type { JsonObject } from '../engine/json.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

export const auditLogs = pgTable('audit_logs', {
  id: id(),
  workspace_id: uuid('workspace_id').references(() => workspaces.id, { onDelete: 'cascade' }),
  user_id: uuid('user_id').references(() => users.id, { onDelete: 'set null' }),
  action: varchar('action', { length: 100 }).notNull(),
  target_type: varchar('target_type', { length: 50 }),
  target_id: varchar('target_id', { length: 100 }),
  details: json<JsonObject>('details').notNull().default({}),
  ip_address: varchar('ip_address', { length: 45 }),
  created_at: momentNow('created_at'),
});
