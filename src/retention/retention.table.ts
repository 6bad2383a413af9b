import { bigint, integer, pgTable, primaryKey, uuid, varchar } from 'drizzle-orm/pg-core';
import { json, moment } from '../db/columns.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';
import type { StepReport } from './night.ts';

/** One row for each run of the nightly work, for whoever runs LinkFlow. Sizes are those of executions and their node runs, in bytes. */
export const retentionRuns = pgTable('retention_runs', {
  id: uuid('id').primaryKey(),
  status: varchar('status', { length: 20, enum: ['running', 'completed', 'unfinished', 'failed'] })
    .notNull()
    .default('running'),
  started_at: moment('started_at').notNull(),
  ended_at: moment('ended_at'),
  bytes_before: bigint('bytes_before', { mode: 'number' }).notNull(),
  bytes_after: bigint('bytes_after', { mode: 'number' }),
  report: json<readonly StepReport[]>('report').notNull().default([]),
});

/** How many executions of a workspace a run forgot. */
export const retentionCounts = pgTable(
  'retention_counts',
  {
    run_id: uuid('run_id')
      .notNull()
      .references(() => retentionRuns.id, { onDelete: 'cascade' }),
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    executions: integer('executions').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspace_id, table.run_id] })],
);

/** Executions of which the answer, or all, is forgotten when those have it who waited for it. */
export const executionsToForget = pgTable('executions_to_forget', {
  execution_id: uuid('execution_id').primaryKey(),
  execution_created_at: moment('execution_created_at').notNull(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  what: varchar('what', { length: 10, enum: ['answer', 'row'] }).notNull(),
  due_at: moment('due_at').notNull(),
});
