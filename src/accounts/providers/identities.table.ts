import { pgTable, unique, uuid, varchar } from 'drizzle-orm/pg-core';
import { id, moment } from '../../db/columns.ts';
import { users } from '../accounts.table.ts';

export const userIdentities = pgTable(
  'user_identities',
  {
    id: id(),
    user_id: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    provider: varchar('provider', { length: 30 }).notNull(),
    issuer: varchar('issuer', { length: 255 }).notNull(),
    subject: varchar('subject', { length: 255 }).notNull(),
    email: varchar('email', { length: 255 }),
    created_at: moment('created_at').notNull(),
    last_used_at: moment('last_used_at'),
  },
  (table) => [unique('user_identities_subject_key').on(table.issuer, table.subject)],
);
