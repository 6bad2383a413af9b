import { boolean, pgTable, primaryKey, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../accounts/accounts.table.ts';
import { id, json, moment, momentNow } from '../db/columns.ts';
import type { JsonObject } from '../engine/json.ts';
import type { PlanLimits } from '../plans/plan-table.ts';

export const workspaces = pgTable('workspaces', {
  id: id(),
  owner_id: uuid('owner_id')
    .notNull()
    .references(() => users.id, { onDelete: 'restrict' }),
  name: varchar('name', { length: 100 }).notNull(),
  slug: varchar('slug', { length: 100 }).notNull(),
  plan_id: varchar('plan_id', { length: 50 }).notNull().default('free'),
  stripe_customer_id: varchar('stripe_customer_id', { length: 255 }),
  plan_limits: json<PlanLimits>('plan_limits'),
  settings: json<JsonObject>('settings').notNull().default({}),
  is_personal: boolean('is_personal').notNull().default(false),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
  deleted_at: moment('deleted_at'),
  deletes_at: moment('deletes_at'),
  stopped_at: moment('stopped_at'),
});

export const workspaceMembers = pgTable('workspace_members', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  user_id: uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  role: varchar('role', { length: 20, enum: ['owner', 'admin', 'member', 'viewer'] }).notNull(),
  joined_at: momentNow('joined_at'),
});

/** Whom a workspace removed: an invitation from before lets them in no more. */
export const removedMembers = pgTable(
  'removed_members',
  {
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    user_id: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    removed_at: moment('removed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspace_id, table.user_id] })],
);
