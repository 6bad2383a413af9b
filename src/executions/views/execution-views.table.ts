import { pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { users } from '../../accounts/accounts.table.ts';
import { id, json, momentNow } from '../../db/columns.ts';
import { workspaces } from '../../workspaces/workspaces.table.ts';
import type { ExecutionFilter } from '../search/filter.schemas.ts';

/** Filters under a name. `owner_id`: `null` for one that the whole workspace sees. */
export const executionViews = pgTable('execution_views', {
  id: id(),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  owner_id: uuid('owner_id').references(() => users.id, { onDelete: 'cascade' }),
  name: varchar('name', { length: 100 }).notNull(),
  filter: json<ExecutionFilter>('filter').notNull(),
  created_by: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  created_at: momentNow('created_at'),
  updated_at: momentNow('updated_at'),
});
