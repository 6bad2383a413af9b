import { boolean, integer, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../accounts/accounts.table.ts';
import { id, json, moment, momentNow } from '../db/columns.ts';
import { workflows } from '../workflows/model/workflows.table.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';
import { type Channels, FIRING_EVENTS, type FiringDetails } from './alerts.schemas.ts';

export const ALERT_KINDS = ['failure', 'failures_in_window', 'slow', 'schedule_missed', 'wait_overdue'] as const;

function ofWorkspace() {
  return uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' });
}

function ofAlert() {
  return uuid('alert_id')
    .notNull()
    .references(() => alerts.id, { onDelete: 'cascade' });
}

export const alerts = pgTable('alerts', {
  id: id(),
  workspace_id: ofWorkspace(),
  workflow_id: uuid('workflow_id').references(() => workflows.id, { onDelete: 'cascade' }),
  created_by: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  name: varchar('name', { length: 100 }).notNull(),
  kind: varchar('kind', { length: 30, enum: ALERT_KINDS }).notNull(),
  threshold: integer('threshold'),
  window_minutes: integer('window_minutes'),
  cooldown_minutes: integer('cooldown_minutes').notNull(),
  channels: json<Channels>('channels').notNull(),
  signing_secret: text('signing_secret').notNull(),
  is_active: boolean('is_active').notNull().default(true),
  checked_until: momentNow('checked_until'),
  last_fired_at: moment('last_fired_at'),
  fired_count: integer('fired_count').notNull().default(0),
  tells_recovery: boolean('tells_recovery').notNull().default(false),
  open_firing_id: uuid('open_firing_id'),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
});

/** What alerts have still to tell. */
export const alertHits = pgTable(
  'alert_hits',
  {
    alert_id: ofAlert(),
    at: moment('at').notNull(),
    workflow_id: uuid('workflow_id').notNull(),
    hits: integer('hits').notNull(),
    execution_id: uuid('execution_id'),
    schedule_id: uuid('schedule_id'),
    created_at: momentNow('created_at'),
  },
  (table) => [primaryKey({ columns: [table.alert_id, table.at, table.workflow_id, table.created_at] })],
);

/** Ends that an alert has a hit of, while they may be found once more. */
export const alertEnds = pgTable(
  'alert_ends',
  { alert_id: ofAlert(), execution_id: uuid('execution_id').notNull(), ended_at: moment('ended_at').notNull() },
  (table) => [primaryKey({ columns: [table.alert_id, table.execution_id] })],
);

export const alertFirings = pgTable('alert_firings', {
  id: id(),
  alert_id: ofAlert(),
  workspace_id: ofWorkspace(),
  hits: integer('hits').notNull(),
  details: json<FiringDetails>('details').notNull(),
  event: varchar('event', { length: 10, enum: FIRING_EVENTS }).notNull().default('fired'),
  created_at: momentNow('created_at'),
});

/** What firings still have to send, but for mails, and what became of it. */
export const alertDeliveries = pgTable(
  'alert_deliveries',
  {
    firing_id: uuid('firing_id')
      .notNull()
      .references(() => alertFirings.id, { onDelete: 'cascade' }),
    channel: varchar('channel', { length: 20, enum: ['webhook', 'workflow'] }).notNull(),
    status: varchar('status', { length: 20, enum: ['due', 'done', 'failed'] })
      .notNull()
      .default('due'),
    attempts: integer('attempts').notNull().default(0),
    next_at: momentNow('next_at'),
    error: varchar('error', { length: 300 }),
  },
  (table) => [primaryKey({ columns: [table.firing_id, table.channel] })],
);
