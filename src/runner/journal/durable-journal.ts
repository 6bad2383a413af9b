import type { AppendReply, JournalEntry, JournalWait, RemoteJournal } from './journal.ts';
import { entryText, isIntent, type JournalText, journalText } from './journal-text.ts';

/** Writes the first entries of an execution into its row. May be repeated. */
type RowJournal = (entries: JournalText) => Promise<AppendReply>;

/** The journal in the execution's object. `settled` entries, which are in the row already, go before the `fresh` ones. */
export type ObjectJournal = {
  append(
    settled: readonly JournalEntry[],
    fresh: readonly JournalEntry[],
    wait: JournalWait | null,
  ): Promise<AppendReply>;
};

/** Longer entries go to the object at once, so that rows stay small. In UTF-16 units. */
const ROW_LIMIT = 65_536;

export type DurableJournalOptions = {
  readonly object: ObjectJournal;
  /** `null` for a later runner of the execution: it has taken over the object, and goes on there. */
  readonly row: RowJournal | null;
  /** Makes sure that the row is there before the object knows of the execution; left out where it is. */
  readonly beforeObject?: (() => Promise<AppendReply>) | undefined;
  /** Notes in the row that the object has more than it: see {@link JournalDeps}. Left out where nobody has to know. */
  readonly markMoved?: (() => Promise<AppendReply>) | undefined;
  /** What an earlier runner wrote to the row and the object does not have. */
  readonly inRow: readonly JournalEntry[];
};

/** The entries as text for the row, or `null` if they are too long for it. */
function rowText(entries: readonly JournalEntry[]): JournalText | null {
  const text = journalText(entries.map(entryText));
  return (text.facts?.length ?? 0) + (text.intents?.length ?? 0) <= ROW_LIMIT ? text : null;
}

/**
 * Keeps a journal in two places. The entries before the first effect go to the execution's row, which also has the epoch and
 * the cancellation: an execution with one effect needs no object. All later entries go to the object, preceded by those of the
 * row.
 */
export function createDurableJournal({
  object,
  row,
  inRow,
  beforeObject,
  markMoved,
}: DurableJournalOptions): RemoteJournal {
  let kept = inRow;
  let mark = markMoved;
  let promoted = row === null;

  async function appendToObject(fresh: readonly JournalEntry[], wait: JournalWait | null): Promise<AppendReply> {
    if (!promoted && beforeObject !== undefined) {
      const begun = await beforeObject();
      if (begun.status !== 'ok') return begun;
    }
    promoted = true;
    const reply = await object.append(kept, fresh, wait);
    kept = [];
    if (mark === undefined || reply.status !== 'ok') return reply;
    const marked = await mark();
    mark = undefined;
    return { ...reply, ...marked };
  }

  return {
    isPromoted: () => promoted,
    async append(fresh, wait) {
      if (promoted || row === null || kept.length > 0 || wait !== null) return appendToObject(fresh, wait);
      const text = rowText(fresh);
      if (text === null) return appendToObject(fresh, wait);
      const reply = await row(text);
      kept = reply.status === 'cancelled' ? fresh.filter((entry) => !isIntent(entry)) : fresh;
      return reply;
    },
  };
}
