import { pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { id, moment, momentNow } from '../../db/columns.ts';
import { users } from '../accounts.table.ts';

/** Links that were sent by mail, and are good once. */
export const accountLinks = pgTable('account_links', {
  id: id(),
  user_id: uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  purpose: varchar('purpose', { length: 20, enum: ['verify_email', 'change_email', 'reset_password'] }).notNull(),
  token_hash: varchar('token_hash', { length: 64 }).notNull(),
  email: varchar('email', { length: 255 }).notNull(),
  password_hash: varchar('password_hash', { length: 255 }),
  expires_at: moment('expires_at').notNull(),
  created_at: momentNow('created_at'),
});
