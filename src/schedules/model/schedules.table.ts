import { boolean, integer, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../../accounts/accounts.table.ts';
import { id, json, moment, momentNow } from '../../db/columns.ts';
import type { JsonValue } from '../../engine/json.ts';
import { workflows } from '../../workflows/model/workflows.table.ts';
import { workspaces } from '../../workspaces/workspaces.table.ts';
import { CATCH_UP_POLICIES, OVERLAP_POLICIES } from '../slots/schedule-policies.ts';

export const schedules = pgTable('schedules', {
  id: id(),
  workflow_id: uuid('workflow_id')
    .notNull()
    .references(() => workflows.id, { onDelete: 'cascade' }),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  created_by: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  /** The schedule node that it belongs to; `null`: it was made through the API. */
  node_id: varchar('node_id', { length: 100 }),
  /** Which of the node's rules it is. */
  position: integer('position').notNull().default(0),
  name: varchar('name', { length: 100 }).notNull(),
  /** The rule as text: a cron expression, or an interval. */
  cron_expression: varchar('cron_expression', { length: 100 }).notNull(),
  timezone: varchar('timezone', { length: 50 }).notNull().default('UTC'),
  /** What "every n" counts from. */
  origin: momentNow('origin'),
  starts_at: moment('starts_at'),
  ends_at: moment('ends_at'),
  jitter_seconds: integer('jitter_seconds').notNull().default(0),
  overlap: varchar('overlap', { length: 20, enum: OVERLAP_POLICIES }).notNull().default('allow'),
  catch_up: varchar('catch_up', { length: 20, enum: CATCH_UP_POLICIES }).notNull().default('last'),
  catch_up_max_runs: integer('catch_up_max_runs').notNull().default(100),
  catch_up_window_minutes: integer('catch_up_window_minutes').notNull().default(1440),
  is_active: boolean('is_active').notNull().default(true),
  paused_at: moment('paused_at'),
  input_data: json<JsonValue>('input_data'),
  /** The moment that the rule names next, and when its run starts: later by the jitter. */
  next_slot_at: moment('next_slot_at'),
  next_run_at: moment('next_run_at'),
  last_run_at: moment('last_run_at'),
  run_count: integer('run_count').notNull().default(0),
  skipped_count: integer('skipped_count').notNull().default(0),
  last_skipped_at: moment('last_skipped_at'),
  /** The latest slots that were missed and not made up for: from the first of them to the first that ran again. */
  missed_from: moment('missed_from'),
  missed_until: moment('missed_until'),
  last_error_code: varchar('last_error_code', { length: 100 }),
  last_error_message: text('last_error_message'),
  last_error_at: moment('last_error_at'),
  revision: integer('revision').notNull().default(1),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
});

/** Which execution a slot has started. The key sees to it that none starts two. */
export const scheduleRuns = pgTable(
  'schedule_runs',
  {
    schedule_id: uuid('schedule_id')
      .notNull()
      .references(() => schedules.id, { onDelete: 'cascade' }),
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    slot_at: moment('slot_at').notNull(),
    by_hand: boolean('by_hand').notNull().default(false),
    reason: varchar('reason', { length: 20, enum: ['schedule', 'backfill', 'run_now'] }).notNull(),
    execution_id: uuid('execution_id').notNull(),
    created_at: moment('created_at').notNull(),
    is_open: boolean('is_open').notNull().default(true),
  },
  (table) => [primaryKey({ columns: [table.schedule_id, table.slot_at, table.by_hand] })],
);
