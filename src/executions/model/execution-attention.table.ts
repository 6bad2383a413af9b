import { sql } from 'drizzle-orm';
import { integer, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../../accounts/accounts.table.ts';
import { json, moment } from '../../db/columns.ts';
import type { JsonValue } from '../../engine/json.ts';
import { workspaces } from '../../workspaces/workspaces.table.ts';

/**
 * Node runs of which nobody knows whether they did what they were to do, and, with an empty `node_id`, executions that were given
 * up. Triggers on `node_executions` and `executions` write them.
 */
export const executionAttention = pgTable(
  'execution_attention',
  {
    execution_id: uuid('execution_id').notNull(),
    node_id: varchar('node_id', { length: 100 }).notNull().default(''),
    run_index: integer('run_index').notNull().default(0),
    execution_created_at: moment('execution_created_at').notNull(),
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    workflow_id: uuid('workflow_id').notNull(),
    reason: varchar('reason', { length: 20, enum: ['outcome_unknown', 'undeliverable', 'runner_lost'] }).notNull(),
    noted_at: moment('noted_at').notNull().default(sql`date_trunc('milliseconds', now())`),
    settled_at: moment('settled_at'),
    settled_by: uuid('settled_by').references(() => users.id, { onDelete: 'set null' }),
    outcome: varchar('outcome', { length: 20, enum: ['happened', 'not_happened'] }),
    output: json<JsonValue>('output'),
    note: text('note'),
  },
  (table) => [primaryKey({ columns: [table.execution_id, table.node_id, table.run_index] })],
);
