import { integer, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { id, json, moment, momentNow } from '../db/columns.ts';
import type { JsonValue } from '../engine/json.ts';
import { workflows } from '../workflows/model/workflows.table.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

/** Triggers that ask a service regularly; `attempts`: polls that were begun since one came to an end. */
export const polls = pgTable('polls', {
  id: id(),
  workflow_id: uuid('workflow_id')
    .notNull()
    .references(() => workflows.id, { onDelete: 'cascade' }),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  node_id: varchar('node_id', { length: 100 }).notNull(),
  address: varchar('address', { length: 64 }).notNull(),
  every_minutes: integer('every_minutes').notNull(),
  cursor: json<JsonValue>('cursor'),
  revision: integer('revision').notNull().default(1),
  attempts: integer('attempts').notNull().default(0),
  failures: integer('failures').notNull().default(0),
  next_poll_at: moment('next_poll_at').notNull(),
  last_polled_at: moment('last_polled_at'),
  last_found_at: moment('last_found_at'),
  found_count: integer('found_count').notNull().default(0),
  last_error_code: varchar('last_error_code', { length: 100 }),
  last_error_message: text('last_error_message'),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
});
