import { boolean, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../accounts/accounts.table.ts';
import { id, momentNow } from '../db/columns.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

export const variables = pgTable('variables', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  name: varchar('name', { length: 100 }).notNull(),
  value: text('value').notNull(),
  is_secret: boolean('is_secret').notNull().default(false),
  updated_by: uuid('updated_by').references(() => users.id, { onDelete: 'set null' }),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
});

export const variableChanges = pgTable('variable_changes', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  variable_id: uuid('variable_id').notNull(),
  change: varchar('change', { length: 20, enum: ['created', 'updated', 'deleted'] }).notNull(),
  name: varchar('name', { length: 100 }).notNull(),
  value: text('value'),
  is_secret: boolean('is_secret').notNull(),
  changed_by: uuid('changed_by').references(() => users.id, { onDelete: 'set null' }),
  changed_at: momentNow('changed_at'),
});
