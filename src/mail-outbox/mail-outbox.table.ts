import { pgTable, unique, uuid, varchar } from 'drizzle-orm/pg-core';
import { id, json, moment } from '../db/columns.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';
import type { MailMessage } from './mail-outbox.schemas.ts';

/** Mails that were kept instead of sent, in development. */
export const mailOutbox = pgTable(
  'mail_outbox',
  {
    id: id(),
    workspace_id: uuid('workspace_id').references(() => workspaces.id, { onDelete: 'cascade' }),
    execution_id: uuid('execution_id'),
    idempotency_key: varchar('idempotency_key', { length: 255 }).notNull(),
    message: json<MailMessage>('message').notNull(),
    created_at: moment('created_at').notNull(),
  },
  (table) => [unique().on(table.workspace_id, table.idempotency_key)],
);
