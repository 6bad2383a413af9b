import type { InsertResult } from '../../executions/lifecycle/insert-texts.ts';
import type { AppendReply } from '../../runner/journal/journal.ts';
import { wholeJournal } from '../../runner/journal/journal-text.ts';
import type { RowJournals } from '../../runner/journal/open-journal.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import type { StartRequest } from './start-request.ts';

/** The row of an execution that is run at once: written before it begins, or together with the intent of its first effect. */
export type FirstRow = {
  /** Writes the row, unless that was done before. */
  ensure(): Promise<InsertResult>;
  /** Whether it is known to be written, so that the execution is accepted. */
  isWritten(): boolean;
  /** What writes first journal entries: with the row, where that is still to be written, and else by `rows` into it. */
  journalBy(rows: RowJournals): RowJournals;
  /** Makes sure that the row is there before others hear of the execution. */
  readonly beforeObject: () => Promise<AppendReply>;
};

function replyOf(inserted: InsertResult): AppendReply {
  return { status: inserted === 'inserted' ? 'ok' : 'fenced' };
}

/** @param onWritten is called once, when the row is committed. */
export function createFirstRow(deps: IntakeDeps, request: StartRequest, onWritten: () => void): FirstRow {
  const { execution, guard } = request;
  let writing: Promise<InsertResult> | null = null;
  let written = false;

  async function insert(journal: string | null): Promise<InsertResult> {
    const entry = {
      type: 'running',
      leaseSeconds: deps.leaseSeconds,
      ...(journal === null ? {} : { journal }),
    } as const;
    const inserted = await deps.writers.insert({ execution, guard, entry });
    if (inserted === 'inserted') {
      written = true;
      onWritten();
    }
    return inserted;
  }

  function ensure(): Promise<InsertResult> {
    writing ??= insert(null);
    return writing;
  }

  return {
    ensure,
    isWritten: () => written,
    journalBy: (rows) => async (hold, entries) => {
      if (writing !== null) return rows(hold, entries);
      writing = insert(wholeJournal(entries));
      return replyOf(await writing);
    },
    beforeObject: async () => replyOf(await ensure()),
  };
}
