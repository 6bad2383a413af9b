import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { id, moment, momentNow } from '../db/columns.ts';

/** Mails of the platform that are still to be sent. */
export const mailQueue = pgTable('mail_queue', {
  id: id(),
  message: text('message').notNull(),
  attempts: integer('attempts').notNull().default(0),
  next_at: moment('next_at').notNull(),
  created_at: momentNow('created_at'),
});
