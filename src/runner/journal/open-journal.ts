import type { Hold } from '../../executions/lifecycle/hold-execution.ts';
import { createDurableJournal } from './durable-journal.ts';
import type { AppendReply, JournalEntry, RemoteJournal } from './journal.ts';
import { type JournalText, parseEntries } from './journal-text.ts';
import { type Coordinators, createObjectJournal, takeOverJournal } from './object-journal.ts';

/** Writes the first entries of an execution into its row, if the runner still holds it. */
export type RowJournals = (hold: Hold, entries: JournalText) => Promise<AppendReply>;

export type JournalDeps = {
  readonly coordinators: Coordinators;
  readonly rows: RowJournals;
  /** For an execution whose row may not be there yet: see {@link createDurableJournal}. */
  readonly beforeObject?: () => Promise<AppendReply>;
};

/** What a runner begins with: the durable journal, and the entries that earlier runners left in it. */
export type OpenedJournal = {
  readonly remote: RemoteJournal;
  readonly entries: readonly JournalEntry[];
  readonly cancelled: boolean;
};

function objectOf({ coordinators }: JournalDeps, { id, epoch }: Hold): ReturnType<typeof createObjectJournal> {
  return createObjectJournal({ coordinators, executionId: id, epoch });
}

/** The journal of an execution that no runner has had before. Nothing has to be read. */
export function beginJournal(deps: JournalDeps, hold: Hold): OpenedJournal {
  const row = (entries: JournalText): Promise<AppendReply> => deps.rows(hold, entries);
  return {
    remote: createDurableJournal({ object: objectOf(deps, hold), row, inRow: [], beforeObject: deps.beforeObject }),
    entries: [],
    cancelled: false,
  };
}

/**
 * Takes over the journal of earlier runners, and fences them in the object; the epoch in the row fences them there. If the
 * object has entries, those of the row are among them. `null`: a later runner has the execution.
 */
export async function takeOver(deps: JournalDeps, hold: Hold, rowText: string | null): Promise<OpenedJournal | null> {
  const { status, entries } = await takeOverJournal({
    coordinators: deps.coordinators,
    executionId: hold.id,
    epoch: hold.epoch,
  });
  if (status === 'fenced') return null;
  const inRow = entries.length > 0 || rowText === null ? [] : parseEntries(rowText);
  const remote = createDurableJournal({ object: objectOf(deps, hold), row: null, inRow });
  return { remote, entries: entries.length > 0 ? entries : inRow, cancelled: status === 'cancelled' };
}
