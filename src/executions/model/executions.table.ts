import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../../accounts/accounts.table.ts';
import { json, moment } from '../../db/columns.ts';
import type { JsonValue } from '../../engine/json.ts';
import type { ExecutionMetadata } from '../../shared/execution-metadata.ts';
import { workflows } from '../../workflows/model/workflows.table.ts';
import { workspaces } from '../../workspaces/workspaces.table.ts';
import { TRIGGER_TYPES } from './execution-record.ts';
import type { PartialRun } from './partial-run.ts';

/**
 * Partitioned by month over `created_at`, which is the moment in the id: a query that names both looks into one
 * partition.
 */
export const executions = pgTable(
  'executions',
  {
    id: uuid('id').notNull(),
    workflow_id: uuid('workflow_id')
      .notNull()
      .references(() => workflows.id, { onDelete: 'cascade' }),
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    triggered_by: uuid('triggered_by').references(() => users.id, { onDelete: 'set null' }),
    workflow_version: integer('workflow_version').notNull(),
    status: varchar('status', {
      length: 20,
      enum: ['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled'],
    })
      .notNull()
      .default('queued'),
    trigger_type: varchar('trigger_type', { length: 20, enum: TRIGGER_TYPES }).notNull(),
    trigger_node_id: varchar('trigger_node_id', { length: 100 }),
    trigger_data: json<JsonValue>('trigger_data'),
    input_data: json<JsonValue>('input_data'),
    output_data: json<JsonValue>('output_data'),
    response: json<JsonValue>('response'),
    metadata: json<ExecutionMetadata>('metadata'),
    error_code: varchar('error_code', { length: 100 }),
    error_message: text('error_message'),
    error_node_id: varchar('error_node_id', { length: 100 }),
    created_at: moment('created_at').notNull(),
    queued_at: moment('queued_at'),
    enqueued_at: moment('enqueued_at'),
    started_at: moment('started_at'),
    promoted_at: moment('promoted_at'),
    wait_until: moment('wait_until'),
    start_at: moment('start_at'),
    cancel_requested_at: moment('cancel_requested_at'),
    completed_at: moment('completed_at'),
    journal_purged_at: moment('journal_purged_at'),
    journal: text('journal'),
    nodes_total: integer('nodes_total').notNull().default(0),
    nodes_completed: integer('nodes_completed').notNull().default(0),
    retry_count: integer('retry_count').notNull().default(0),
    parent_execution_id: uuid('parent_execution_id'),
    dedupe_key: varchar('dedupe_key', { length: 255 }),
    has_effects: boolean('has_effects').notNull().default(false),
    epoch: integer('epoch').notNull().default(0),
    claims: integer('claims').notNull().default(0),
    lease_expires_at: moment('lease_expires_at'),
    resume_count: integer('resume_count').notNull().default(0),
    depth: integer('depth').notNull().default(0),
    run_options: json<PartialRun | null>('run_options'),
    flow_key: varchar('flow_key', { length: 255 }),
    in_shared_gate: boolean('in_shared_gate'),
    held_at: moment('held_at'),
    watch_count: integer('watch_count'),
  },
  (table) => [primaryKey({ columns: [table.id, table.created_at] })],
);

/** The execution that each dedupe key started, so that a repeated trigger starts no second one. */
export const executionDedupe = pgTable(
  'execution_dedupe',
  {
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    dedupe_key: varchar('dedupe_key', { length: 255 }).notNull(),
    execution_id: uuid('execution_id').notNull(),
    created_at: moment('created_at').notNull(),
    /** Until when the key counts. */
    expires_at: moment('expires_at').notNull().default(sql`now() + interval '30 days'`),
  },
  (table) => [primaryKey({ columns: [table.workspace_id, table.dedupe_key] })],
);
