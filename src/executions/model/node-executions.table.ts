import { integer, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { json, moment } from '../../db/columns.ts';
import type { JsonValue } from '../../engine/json.ts';
import type { LogLine } from '../../shared/log-line.ts';

/** `created_at` is that of the execution, whose month the rows share. */
export const nodeExecutions = pgTable(
  'node_executions',
  {
    id: uuid('id').notNull(),
    execution_id: uuid('execution_id').notNull(),
    node_id: varchar('node_id', { length: 100 }).notNull(),
    node_type: varchar('node_type', { length: 50 }).notNull(),
    node_name: varchar('node_name', { length: 255 }).notNull(),
    run_index: integer('run_index').notNull().default(0),
    position: integer('position').notNull().default(0),
    status: varchar('status', {
      length: 20,
      enum: ['pending', 'running', 'waiting', 'completed', 'failed', 'skipped', 'cancelled', 'unknown'],
    })
      .notNull()
      .default('pending'),
    input_data: json<JsonValue>('input_data'),
    output_data: json<JsonValue>('output_data'),
    logs: json<LogLine[]>('logs'),
    error_code: varchar('error_code', { length: 100 }),
    error_message: text('error_message'),
    created_at: moment('created_at').notNull(),
    started_at: moment('started_at'),
    completed_at: moment('completed_at'),
    duration_ms: integer('duration_ms'),
    retry_count: integer('retry_count').notNull().default(0),
    source: varchar('source', { length: 20, enum: ['performed', 'pinned', 'reused'] })
      .notNull()
      .default('performed'),
  },
  (table) => [primaryKey({ columns: [table.id, table.created_at] })],
);
