import { pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../accounts/accounts.table.ts';
import { id, moment, momentNow } from '../db/columns.ts';
import { SERVICE_ROLES } from '../security/permissions.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

export const apiKeys = pgTable('api_keys', {
  id: id(),
  user_id: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
  created_by: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  service_role: varchar('service_role', { length: 20, enum: SERVICE_ROLES }),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  name: varchar('name', { length: 100 }).notNull(),
  key_prefix: varchar('key_prefix', { length: 10 }).notNull(),
  key_hash: varchar('key_hash', { length: 255 }).notNull(),
  scopes: text('scopes').array().notNull().default([]),
  last_used_at: moment('last_used_at'),
  expires_at: moment('expires_at'),
  created_at: momentNow('created_at'),
  revoked_at: moment('revoked_at'),
});
