import { bigint, boolean, date, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { moment, momentNow } from '../db/columns.ts';
import { workspaces } from '../workspaces/workspaces.table.ts';

/** What a workspace used in a month, and whether its limit is reached. */
export const workspaceUsage = pgTable(
  'workspace_usage',
  {
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    month: date('month').notNull(),
    executions: bigint('executions', { mode: 'number' }).notNull().default(0),
    used: bigint('used', { mode: 'number' }).notNull().default(0),
    refused: boolean('refused').notNull().default(false),
    warned_at: moment('warned_at'),
    reached_at: moment('reached_at'),
    updated_at: momentNow('updated_at'),
  },
  (table) => [primaryKey({ columns: [table.workspace_id, table.month] })],
);
