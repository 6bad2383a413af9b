import { bigint, boolean, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { id, moment } from '../../db/columns.ts';
import { users } from '../accounts.table.ts';

export const passkeys = pgTable('passkeys', {
  id: id(),
  user_id: uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  name: varchar('name', { length: 100 }).notNull(),
  rp_id: varchar('rp_id', { length: 255 }).notNull(),
  credential_id: varchar('credential_id', { length: 1400 }).notNull(),
  public_key: text('public_key').notNull(),
  counter: bigint('counter', { mode: 'number' }).notNull(),
  transports: text('transports').array().notNull().default([]),
  backed_up: boolean('backed_up').notNull(),
  created_at: moment('created_at').notNull(),
  last_used_at: moment('last_used_at'),
});
