import { pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { id, moment } from '../../db/columns.ts';
import { users } from '../accounts.table.ts';

export const recoveryCodes = pgTable('recovery_codes', {
  id: id(),
  user_id: uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  code_hash: varchar('code_hash', { length: 64 }).notNull(),
  created_at: moment('created_at').notNull(),
  used_at: moment('used_at'),
});

export const spentTokens = pgTable('spent_tokens', {
  token_hash: varchar('token_hash', { length: 64 }).primaryKey(),
  expires_at: moment('expires_at').notNull(),
});
