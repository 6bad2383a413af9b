import { bigint, boolean, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { moment, momentNow } from '../../db/columns.ts';
import { workspaces } from '../../workspaces/workspaces.table.ts';

/** Who holds what in the bucket. `size`: in bytes; missing while the file is being written. */
export const executionFiles = pgTable(
  'execution_files',
  {
    execution_id: uuid('execution_id').notNull(),
    file_id: uuid('file_id').notNull(),
    execution_created_at: moment('execution_created_at').notNull(),
    workspace_id: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    node_id: varchar('node_id', { length: 100 }).notNull(),
    kind: varchar('kind', { length: 10, enum: ['file', 'output'] }).notNull(),
    file_name: varchar('file_name', { length: 255 }),
    mime_type: varchar('mime_type', { length: 255 }).notNull(),
    size: bigint('size', { mode: 'number' }),
    sha256: varchar('sha256', { length: 64 }),
    is_kept: boolean('is_kept').notNull().default(true),
    created_at: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.execution_id, table.file_id] })],
);

/** How much a workspace keeps in the bucket. Triggers on `execution_files` write it. */
export const workspaceStorage = pgTable('workspace_storage', {
  workspace_id: uuid('workspace_id')
    .primaryKey()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  files: bigint('files', { mode: 'number' }).notNull().default(0),
  file_bytes: bigint('file_bytes', { mode: 'number' }).notNull().default(0),
  updated_at: momentNow('updated_at'),
});

/** Keys in the bucket that nobody holds any more; a trigger on `execution_files` writes it. */
export const orphanedFiles = pgTable('orphaned_files', {
  key: text('key').primaryKey(),
  orphaned_at: momentNow('orphaned_at'),
});
