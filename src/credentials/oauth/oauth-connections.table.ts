import { pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { sessions, users } from '../../accounts/accounts.table.ts';
import { id, moment, momentNow } from '../../db/columns.ts';
import { workspaces } from '../../workspaces/workspaces.table.ts';
import { credentials } from '../credentials.table.ts';

export const oauthConnections = pgTable('oauth_connections', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  credential_id: uuid('credential_id')
    .notNull()
    .references(() => credentials.id, { onDelete: 'cascade' }),
  user_id: uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  session_id: uuid('session_id')
    .notNull()
    .references(() => sessions.id, { onDelete: 'cascade' }),
  ticket_hash: varchar('ticket_hash', { length: 64 }).notNull(),
  state_hash: varchar('state_hash', { length: 64 }).notNull(),
  browser_hash: varchar('browser_hash', { length: 64 }).notNull(),
  data_hash: varchar('data_hash', { length: 64 }).notNull(),
  secrets: text('secrets').notNull(),
  created_at: momentNow('created_at'),
  expires_at: moment('expires_at').notNull(),
});
