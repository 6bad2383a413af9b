import { pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { workflows } from '../../workflows/model/workflows.table.ts';
import { workspaces } from '../workspaces.table.ts';

/** What the workflows of a workspace that is to be deleted were before: they are archived meanwhile. */
export const suspendedWorkflows = pgTable('suspended_workflows', {
  workflow_id: uuid('workflow_id')
    .primaryKey()
    .references(() => workflows.id, { onDelete: 'cascade' }),
  workspace_id: uuid('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  status: varchar('status', { length: 20, enum: ['draft', 'active'] }).notNull(),
});
