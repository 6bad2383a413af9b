import { integer, pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../../accounts/accounts.table.ts';
import { id, moment, momentNow } from '../../db/columns.ts';
import { workspaces } from '../workspaces.table.ts';

export const invitations = pgTable('invitations', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  invited_by: uuid('invited_by')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  email: varchar('email', { length: 255 }),
  role: varchar('role', { length: 20, enum: ['owner', 'admin', 'member', 'viewer'] }).notNull(),
  token_hash: varchar('token_hash', { length: 64 }).notNull(),
  max_uses: integer('max_uses').notNull().default(1),
  uses: integer('uses').notNull().default(0),
  created_at: momentNow('created_at'),
  expires_at: moment('expires_at').notNull(),
  revoked_at: moment('revoked_at'),
  sent_at: momentNow('sent_at'),
});
