import { bigint, date, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { workspaces } from '../../workspaces/workspaces.table.ts';

/** How many executions of a workflow began on a day. It stays when they, or the workflow, are deleted. */
export const executionDays = pgTable(
  'execution_days',
  {
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    workflow_id: uuid('workflow_id').notNull(),
    day: date('day').notNull(),
    started: bigint('started', { mode: 'number' }).notNull(),
    counted: bigint('counted', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspace_id, table.day, table.workflow_id] })],
);
