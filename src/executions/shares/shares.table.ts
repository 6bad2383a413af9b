import { boolean, pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../../accounts/accounts.table.ts';
import { id, moment } from '../../db/columns.ts';
import { workspaces } from '../../workspaces/workspaces.table.ts';

/** Links by which people outside see one execution. */
export const executionShares = pgTable('execution_shares', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  execution_id: uuid('execution_id').notNull(),
  execution_created_at: moment('execution_created_at').notNull(),
  token_hash: varchar('token_hash', { length: 64 }).notNull(),
  with_data: boolean('with_data').notNull(),
  created_by: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  created_at: moment('created_at').notNull(),
  expires_at: moment('expires_at').notNull(),
});
