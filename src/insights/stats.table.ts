import { bigint, date, pgTable, primaryKey, smallint, uuid, varchar } from 'drizzle-orm/pg-core';
import { workspaces } from '../workspaces/workspaces.table.ts';

function amount<Name extends string>(name: Name) {
  return bigint(name, { mode: 'number' }).notNull();
}

function ofWorkspace() {
  return uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' });
}

/** How executions of a day or month ended, and how long they took. */
export const executionStats = pgTable(
  'execution_stats',
  {
    workspace_id: ofWorkspace(),
    span: varchar('span', { length: 5, enum: ['day', 'month'] }).notNull(),
    workflow_id: uuid('workflow_id').notNull(),
    day: date('day').notNull(),
    completed: amount('completed'),
    failed: amount('failed'),
    cancelled: amount('cancelled'),
    began: amount('began'),
    queued_ms: amount('queued_ms'),
    longest_queued_ms: amount('longest_queued_ms'),
    sampled: amount('sampled'),
    buckets: smallint('buckets').array().notNull(),
    counts: bigint('counts', { mode: 'number' }).array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspace_id, table.span, table.workflow_id, table.day] })],
);

/** How the nodes did in the executions of a day that were looked at. */
export const nodeStats = pgTable(
  'node_stats',
  {
    workspace_id: ofWorkspace(),
    workflow_id: uuid('workflow_id').notNull(),
    node_id: varchar('node_id', { length: 100 }).notNull(),
    day: date('day').notNull(),
    node_type: varchar('node_type', { length: 50 }).notNull(),
    node_name: varchar('node_name', { length: 255 }).notNull(),
    runs: amount('runs'),
    failed: amount('failed'),
    retries: amount('retries'),
    duration_ms: amount('duration_ms'),
    buckets: smallint('buckets').array().notNull(),
    counts: bigint('counts', { mode: 'number' }).array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspace_id, table.workflow_id, table.node_id, table.day] })],
);
