import { boolean, integer, pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { id, moment, momentNow } from '../db/columns.ts';
import { workflows } from '../workflows/model/workflows.table.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

export const webhookEndpoints = pgTable('webhook_endpoints', {
  id: id(),
  workflow_id: uuid('workflow_id')
    .notNull()
    .references(() => workflows.id, { onDelete: 'cascade' }),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  node_id: varchar('node_id', { length: 100 }).notNull(),
  endpoint_id: varchar('endpoint_id', { length: 100 }).notNull(),
  path: varchar('path', { length: 255 }).notNull().default(''),
  method: varchar('method', { length: 10 }).notNull().default('POST'),
  is_active: boolean('is_active').notNull().default(false),
  secret: varchar('secret', { length: 255 }),
  revision: integer('revision').notNull().default(1),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
  secret_set_at: moment('secret_set_at'),
  previous_secret: varchar('previous_secret', { length: 255 }),
  previous_secret_expires_at: moment('previous_secret_expires_at'),
});
