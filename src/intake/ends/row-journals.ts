import type { Database } from '../../db/client.ts';
import { type FirstFacts, journalInRows } from '../../executions/lifecycle/journal-in-row.ts';
import { createGroupWriter } from '../../runner/journal/group-writer.ts';
import type { RowJournals } from '../../runner/journal/open-journal.ts';
import { repeatOnFailure, SHORT_PAUSES } from '../../shared/repeat-call.ts';

/** Writes the first journal entries of executions into their rows. Runners of one invocation share the statements. */
export function createRowJournals(db: Database): RowJournals {
  const write = createGroupWriter((group: readonly FirstFacts[]) =>
    repeatOnFailure(SHORT_PAUSES, () => journalInRows(db, group)),
  );
  return async ({ id, epoch }, { facts, intents }) => ({ status: await write({ id, epoch, facts, intents }) });
}
