import { boolean, integer, pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../../accounts/accounts.table.ts';
import { id, json, moment, momentNow } from '../../db/columns.ts';
import { workspaces } from '../../workspaces/workspaces.table.ts';
import type { ExecutionFilter } from '../search/filter.schemas.ts';
import { BULK_KINDS, BULK_STATUSES, type BulkErrors, type BulkOptions } from './bulk.schemas.ts';

/** Something that is done to all executions that a filter finds, and how far that has come. */
export const bulkJobs = pgTable('bulk_jobs', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  kind: varchar('kind', { length: 20, enum: BULK_KINDS }).notNull(),
  filter: json<ExecutionFilter>('filter').notNull(),
  options: json<BulkOptions>('options').notNull(),
  status: varchar('status', { length: 20, enum: BULK_STATUSES }).notNull().default('queued'),
  total: integer('total').notNull(),
  total_is_estimate: boolean('total_is_estimate').notNull(),
  pass: integer('pass').notNull().default(1),
  done: integer('done').notNull().default(0),
  skipped: integer('skipped').notNull().default(0),
  failed: integer('failed').notNull().default(0),
  pending: integer('pending').notNull().default(0),
  errors: json<BulkErrors>('errors').notNull().default({}),
  position_created_at: moment('position_created_at'),
  position_id: uuid('position_id'),
  revision: integer('revision').notNull().default(0),
  next_at: momentNow('next_at'),
  stop_requested_at: moment('stop_requested_at'),
  error_code: varchar('error_code', { length: 100 }),
  created_by: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  api_key_id: uuid('api_key_id'),
  created_at: momentNow('created_at'),
  started_at: moment('started_at'),
  ended_at: moment('ended_at'),
});
