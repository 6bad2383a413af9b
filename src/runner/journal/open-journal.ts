import type { Hold } from '../../executions/lifecycle/hold-execution.ts';
import { createDurableJournal } from './durable-journal.ts';
import type { AppendReply, JournalEntry, RemoteJournal } from './journal.ts';
import { type JournalText, parseRowJournal } from './journal-text.ts';
import { type Coordinators, createObjectJournal, type RestoredJournal, takeOverJournal } from './object-journal.ts';

/** Writes the first entries of an execution into its row, if the runner still holds it. */
export type RowJournals = (hold: Hold, entries: JournalText) => Promise<AppendReply>;

export type JournalDeps = {
  readonly coordinators: Coordinators;
  readonly rows: RowJournals;
  /** For an execution whose row may not be there yet: see {@link createDurableJournal}. */
  readonly beforeObject?: () => Promise<AppendReply>;
  /** Notes in the row that the object has more of the journal than it. */
  readonly markMoved: (hold: Hold) => Promise<AppendReply>;
  /**
   * Whether that is noted, after the object's first entries and before an effect begins by them. With an object that has lost its
   * journal, the row alone would let effects begin again. Left out where all effects may be repeated.
   */
  readonly guarded?: boolean;
};

/** The object has lost the journal: what the execution has done is not known. */
export class JournalLost extends Error {
  override readonly name = 'JournalLost';
}

/** What a runner begins with: the durable journal, and the entries that earlier runners left in it. */
export type OpenedJournal = {
  readonly remote: RemoteJournal;
  readonly entries: readonly JournalEntry[];
  readonly cancelled: boolean;
};

function objectOf(deps: JournalDeps, hold: Hold, found?: RestoredJournal): ReturnType<typeof createObjectJournal> {
  const { coordinators, markMoved } = deps;
  const beforeAgain = (): Promise<AppendReply> => markMoved(hold);
  return createObjectJournal({ coordinators, executionId: hold.id, epoch: hold.epoch, found, beforeAgain });
}

function markOf({ markMoved, guarded }: JournalDeps, hold: Hold): (() => Promise<AppendReply>) | undefined {
  return guarded === true ? () => markMoved(hold) : undefined;
}

/** The journal of an execution that no runner has had before. Nothing has to be read. */
export function beginJournal(deps: JournalDeps, hold: Hold): OpenedJournal {
  const row = (entries: JournalText): Promise<AppendReply> => deps.rows(hold, entries);
  return {
    remote: createDurableJournal({
      object: objectOf(deps, hold),
      row,
      inRow: [],
      beforeObject: deps.beforeObject,
      markMoved: markOf(deps, hold),
    }),
    entries: [],
    cancelled: false,
  };
}

/**
 * Takes over the journal of earlier runners, and fences them in the object; the epoch in the row fences them there. If the
 * object has entries, those of the row are among them. `null`: a later runner has the execution. Throws {@link JournalLost}.
 */
export async function takeOver(deps: JournalDeps, hold: Hold, rowText: string | null): Promise<OpenedJournal | null> {
  const found = await takeOverJournal({
    coordinators: deps.coordinators,
    executionId: hold.id,
    epoch: hold.epoch,
  });
  const { status, entries } = found;
  if (status === 'fenced') return null;
  const row = parseRowJournal(rowText);
  if (entries.length === 0 && row.moved && deps.guarded === true)
    throw new JournalLost(`The object of ${hold.id} has no journal any more.`);
  const inRow = entries.length > 0 ? [] : row.entries;
  const markMoved = row.moved ? undefined : markOf(deps, hold);
  const remote = createDurableJournal({ object: objectOf(deps, hold, found), row: null, inRow, markMoved });
  return { remote, entries: entries.length > 0 ? entries : inRow, cancelled: status === 'cancelled' };
}
