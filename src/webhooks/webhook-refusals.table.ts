import { integer, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { id, moment } from '../db/columns.ts';
import { workflows } from '../workflows/model/workflows.table.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

/** Calls of webhooks that were refused. `unwritten`: how many more there were before it, since the one that was written last. */
export const webhookRefusals = pgTable('webhook_refusals', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  workflow_id: uuid('workflow_id')
    .notNull()
    .references(() => workflows.id, { onDelete: 'cascade' }),
  node_id: varchar('node_id', { length: 100 }).notNull(),
  method: varchar('method', { length: 20 }).notNull(),
  path: varchar('path', { length: 255 }).notNull(),
  status: integer('status').notNull(),
  code: varchar('code', { length: 100 }).notNull(),
  message: text('message').notNull(),
  unwritten: integer('unwritten').notNull().default(0),
  created_at: moment('created_at').notNull(),
});
