import { pgTable, uuid } from 'drizzle-orm/pg-core';
import { momentNow } from '../../db/columns.ts';

/** Executions whose rows are gone while their objects still hold a journal; a trigger on `executions` writes it. */
export const orphanedJournals = pgTable('orphaned_journals', {
  execution_id: uuid('execution_id').primaryKey(),
  orphaned_at: momentNow('orphaned_at'),
});
