import { boolean, pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { moment, momentNow } from '../db/columns.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

/** The subscription of a workspace, as Stripe last told of it. */
export const subscriptions = pgTable('subscriptions', {
  workspace_id: uuid('workspace_id')
    .primaryKey()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  stripe_subscription_id: varchar('stripe_subscription_id', { length: 255 }).notNull(),
  plan_id: varchar('plan_id', { length: 50 }),
  status: varchar('status', { length: 30 }).notNull(),
  current_period_end: moment('current_period_end'),
  cancel_at_period_end: boolean('cancel_at_period_end').notNull().default(false),
  grace_until: moment('grace_until'),
  checked_at: moment('checked_at').notNull(),
  updated_at: momentNow('updated_at'),
});

/** Which events of Stripe were acted on. */
export const billingEvents = pgTable('billing_events', {
  id: varchar('id', { length: 255 }).primaryKey(),
  type: varchar('type', { length: 100 }).notNull(),
  created_at: momentNow('created_at'),
});
