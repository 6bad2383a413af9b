import { boolean, integer, pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../accounts/accounts.table.ts';
import { id, json, moment, momentNow } from '../db/columns.ts';
import type { JsonValue } from '../engine/json.ts';
import { workflows } from '../workflows/model/workflows.table.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

export const schedules = pgTable('schedules', {
  id: id(),
  workflow_id: uuid('workflow_id')
    .notNull()
    .references(() => workflows.id, { onDelete: 'cascade' }),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  created_by: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  node_id: varchar('node_id', { length: 100 }),
  name: varchar('name', { length: 100 }).notNull(),
  cron_expression: varchar('cron_expression', { length: 100 }).notNull(),
  timezone: varchar('timezone', { length: 50 }).notNull().default('UTC'),
  is_active: boolean('is_active').notNull().default(true),
  input_data: json<JsonValue>('input_data'),
  next_run_at: moment('next_run_at'),
  last_run_at: moment('last_run_at'),
  run_count: integer('run_count').notNull().default(0),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
});
