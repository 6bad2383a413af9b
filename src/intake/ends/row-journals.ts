import type { Database } from '../../db/client.ts';
import { markMoved } from '../../executions/lifecycle/journal-in-row.ts';
import type { JournalDeps, RowJournals } from '../../runner/journal/open-journal.ts';
import { repeatOnFailure, SHORT_PAUSES } from '../../shared/repeat-call.ts';
import type { IsolateWriters } from '../isolate-writers.ts';

/** Writes the first journal entries of executions into their rows. */
export function createRowJournals({ journal }: Pick<IsolateWriters, 'journal'>): RowJournals {
  return async ({ id, epoch }, { facts, intents }) => ({
    status: await repeatOnFailure(SHORT_PAUSES, () => journal({ id, epoch, facts, intents })),
  });
}

/** Notes in rows that objects have more of the journal than they. */
export function createMoveMarks(db: Database): JournalDeps['markMoved'] {
  return async (hold) => ({ status: await repeatOnFailure(SHORT_PAUSES, () => markMoved(db, hold)) });
}
