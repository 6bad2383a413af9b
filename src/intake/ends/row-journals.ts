import type { RowJournals } from '../../runner/journal/open-journal.ts';
import { repeatOnFailure, SHORT_PAUSES } from '../../shared/repeat-call.ts';
import type { IsolateWriters } from '../isolate-writers.ts';

/** Writes the first journal entries of executions into their rows. */
export function createRowJournals({ journal }: Pick<IsolateWriters, 'journal'>): RowJournals {
  return async ({ id, epoch }, { facts, intents }) => ({
    status: await repeatOnFailure(SHORT_PAUSES, () => journal({ id, epoch, facts, intents })),
  });
}
