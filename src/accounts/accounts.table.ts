import { bigint, boolean, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { id, moment, momentNow } from '../db/columns.ts';

export const users = pgTable('users', {
  id: id(),
  email: varchar('email', { length: 255 }).notNull(),
  password_hash: varchar('password_hash', { length: 255 }).notNull(),
  first_name: varchar('first_name', { length: 100 }).notNull().default(''),
  last_name: varchar('last_name', { length: 100 }).notNull().default(''),
  status: varchar('status', { length: 20, enum: ['pending', 'active', 'suspended', 'deleted'] })
    .notNull()
    .default('active'),
  email_verified: boolean('email_verified').notNull().default(false),
  mfa_enabled: boolean('mfa_enabled').notNull().default(false),
  mfa_secret: varchar('mfa_secret', { length: 255 }),
  password_changed_at: moment('password_changed_at'),
  mfa_confirmed_at: moment('mfa_confirmed_at'),
  mfa_last_step: bigint('mfa_last_step', { mode: 'number' }).notNull().default(-1),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
});

export const sessions = pgTable('sessions', {
  id: id(),
  user_id: uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  token_hash: varchar('token_hash', { length: 255 }).notNull(),
  refresh_hash: varchar('refresh_hash', { length: 255 }).notNull(),
  previous_hash: varchar('previous_hash', { length: 255 }),
  rotated_at: moment('rotated_at'),
  ip_address: varchar('ip_address', { length: 45 }),
  user_agent: text('user_agent'),
  expires_at: moment('expires_at').notNull(),
  created_at: momentNow('created_at'),
  last_used_at: moment('last_used_at'),
  confirmed_at: moment('confirmed_at'),
  factor: varchar('factor', { length: 20 }),
  revoked_at: moment('revoked_at'),
});
