import { pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../accounts/accounts.table.ts';
import { id, moment, momentNow } from '../db/columns.ts';
import { ROLES } from '../security/permissions.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

export const credentials = pgTable('credentials', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  created_by: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  name: varchar('name', { length: 100 }).notNull(),
  type: varchar('type', { length: 50 }).notNull(),
  data: text('data').notNull(),
  description: text('description'),
  allowed_hosts: text('allowed_hosts').array().notNull().default([]),
  min_role: varchar('min_role', { length: 20, enum: ROLES }).notNull().default('viewer'),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
  last_used_at: moment('last_used_at'),
});
