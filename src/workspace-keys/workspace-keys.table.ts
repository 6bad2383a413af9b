import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment, momentNow } from '../db/columns.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

export const workspaceKeys = pgTable(
  'workspace_keys',
  {
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    wrapped_key: text('wrapped_key').notNull(),
    master_version: integer('master_version').notNull(),
    created_at: momentNow('created_at'),
    retired_at: moment('retired_at'),
  },
  (table) => [primaryKey({ columns: [table.workspace_id, table.version] })],
);
