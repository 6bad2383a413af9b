import { integer, pgTable, varchar } from 'drizzle-orm/pg-core';
import { moment } from '../db/columns.ts';

export const attempts = pgTable('attempts', {
  subject_hash: varchar('subject_hash', { length: 64 }).primaryKey(),
  kind: varchar('kind', { length: 50 }).notNull(),
  count: integer('count').notNull(),
  expires_at: moment('expires_at').notNull(),
});
