import { integer, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../accounts/accounts.table.ts';
import { id, json, moment, momentNow } from '../db/columns.ts';
import type { JsonObject } from '../engine/json.ts';
import { ROLES } from '../security/permissions.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';
import { CONNECTION_STATUSES } from './oauth/connection.schemas.ts';

export const credentials = pgTable('credentials', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  created_by: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  name: varchar('name', { length: 100 }).notNull(),
  type: varchar('type', { length: 50 }).notNull(),
  data: text('data').notNull(),
  description: text('description'),
  allowed_hosts: text('allowed_hosts').array().notNull().default([]),
  min_role: varchar('min_role', { length: 20, enum: ROLES }).notNull().default('viewer'),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
  last_used_at: moment('last_used_at'),
  connection: varchar('connection', { length: 20, enum: CONNECTION_STATUSES }),
  connected_at: moment('connected_at'),
  connected_by: uuid('connected_by').references(() => users.id, { onDelete: 'set null' }),
  connection_details: json<JsonObject>('connection_details'),
  reconnect_reason: varchar('reconnect_reason', { length: 50 }),
  reconnect_since: moment('reconnect_since'),
  tokens: text('tokens'),
  tokens_expire_at: moment('tokens_expire_at'),
  token_generation: integer('token_generation').notNull().default(0),
  refresh_lease: uuid('refresh_lease'),
  refresh_lease_until: moment('refresh_lease_until'),
});
