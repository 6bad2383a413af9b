import { sql } from 'drizzle-orm';
import { bigint, doublePrecision, integer, pgTable, primaryKey, uuid, varchar } from 'drizzle-orm/pg-core';
import { momentNow } from '../db/columns.ts';
import { workflows } from '../workflows/model/workflows.table.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

/** The columns that say whose history it is; an empty `node_id` stands for the whole workflow. */
function scopeColumns() {
  return {
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    workflow_id: uuid('workflow_id')
      .notNull()
      .references(() => workflows.id, { onDelete: 'cascade' }),
    node_id: varchar('node_id', { length: 100 }).notNull(),
  };
}

/** Values that were seen, as SHA-256 in base64url; `seq` is the order in which they came. */
export const dedupeKeys = pgTable(
  'dedupe_keys',
  {
    ...scopeColumns(),
    value_hash: varchar('value_hash', { length: 43 }).notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull().default(sql`nextval('dedupe_keys_seq_seq')`),
    created_at: momentNow('created_at'),
  },
  (table) => [primaryKey({ columns: [table.workflow_id, table.node_id, table.value_hash] })],
);

/** The highest value that was seen, and the one before it. */
export const dedupeMarks = pgTable(
  'dedupe_marks',
  {
    ...scopeColumns(),
    kind: varchar('kind', { length: 10, enum: ['higher', 'later'] }).notNull(),
    mark: doublePrecision('mark').notNull(),
    previous: doublePrecision('previous'),
  },
  (table) => [primaryKey({ columns: [table.workflow_id, table.node_id, table.kind] })],
);

/** The answer to each node run: the indices of the values that passed, from 0. */
export const dedupeRuns = pgTable(
  'dedupe_runs',
  {
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    execution_id: uuid('execution_id').notNull(),
    node_id: varchar('node_id', { length: 100 }).notNull(),
    run_index: integer('run_index').notNull(),
    passed: integer('passed').array().notNull(),
    created_at: momentNow('created_at'),
  },
  (table) => [primaryKey({ columns: [table.execution_id, table.node_id, table.run_index] })],
);
