import { boolean, integer, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { json, moment, momentNow } from '../../db/columns.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { workspaces } from '../../workspaces/workspaces.table.ts';

/** The columns for an attempt of a node run that waits or calls. */
const caller = () => ({
  execution_id: uuid('execution_id').notNull(),
  execution_created_at: moment('execution_created_at').notNull(),
  node_id: varchar('node_id', { length: 100 }).notNull(),
  run_index: integer('run_index').notNull(),
  attempt: integer('attempt').notNull(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
});

/** Attempts of node runs that wait for a call, a decision or called executions, and what came. */
export const executionWaits = pgTable(
  'execution_waits',
  {
    ...caller(),
    kind: varchar('kind', { length: 20, enum: ['webhook', 'approval', 'calls', 'form', 'time'] }).notNull(),
    details: json<JsonObject>('details').notNull().default({}),
    pending: integer('pending').notNull().default(0),
    payload: json<JsonValue>('payload'),
    created_at: momentNow('created_at'),
    expires_at: moment('expires_at'),
    resumed_at: moment('resumed_at'),
    closed_at: moment('closed_at'),
  },
  (table) => [primaryKey({ columns: [table.execution_id, table.node_id, table.run_index, table.attempt] })],
);

/** Executions that other executions called. A trigger on `executions` notes how they ended. */
export const executionCalls = pgTable('execution_calls', {
  called_execution_id: uuid('called_execution_id').primaryKey(),
  called_created_at: moment('called_created_at').notNull(),
  root_execution_id: uuid('root_execution_id').notNull(),
  ...caller(),
  place: integer('place').notNull(),
  awaited: boolean('awaited').notNull(),
  status: varchar('status', { length: 20 }),
  error_code: varchar('error_code', { length: 100 }),
  error_message: text('error_message'),
  result: json<JsonValue>('result'),
  result_length: integer('result_length').notNull().default(0),
  created_at: momentNow('created_at'),
  ended_at: moment('ended_at'),
});

/** Failed executions whose error workflow is still to be started; written by a trigger on `executions`. */
export const failureReports = pgTable('failure_reports', {
  execution_id: uuid('execution_id').primaryKey(),
  execution_created_at: moment('execution_created_at').notNull(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  error_workflow_id: uuid('error_workflow_id').notNull(),
  created_at: momentNow('created_at'),
});
