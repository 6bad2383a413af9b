import { pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { moment } from '../../db/columns.ts';
import { workspaces } from '../../workspaces/workspaces.table.ts';

/** What stands in the `metadata` of executions, one by one; a trigger on `executions` writes it. */
export const executionValues = pgTable(
  'execution_values',
  {
    execution_id: uuid('execution_id').notNull(),
    key: varchar('key', { length: 50 }).notNull(),
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    value: text('value').notNull(),
    created_at: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.execution_id, table.key] })],
);
