import type { AppendReply, JournalEntry, JournalWait, RemoteJournal } from './journal.ts';
import { entryText, isIntent, type JournalText, journalText } from './journal-text.ts';

/** Writes the first entries of an execution into its row. May be repeated. */
type RowJournal = (entries: JournalText) => Promise<AppendReply>;

/**
 * The journal in the execution's object. `settled` entries stand in the row already, their intents too, and go before the fresh
 * ones.
 */
export type ObjectJournal = {
  append(
    settled: readonly JournalEntry[],
    fresh: readonly JournalEntry[],
    wait: JournalWait | null,
  ): Promise<AppendReply>;
};

/** What is longer than this goes to the object at once, in UTF-16 units: rows are to stay small. */
const ROW_LIMIT = 65_536;

export type DurableJournalOptions = {
  readonly object: ObjectJournal;
  /** `null` for a runner that comes after another one: it has taken the object over, and goes on there. */
  readonly row: RowJournal | null;
  /** What an earlier runner left in the row, and the object lacks. */
  readonly inRow: readonly JournalEntry[];
};

/** The entries as the row would hold them, or `null` if they are too long for it. */
function rowText(entries: readonly JournalEntry[]): JournalText | null {
  const text = journalText(entries.map(entryText));
  return (text.facts?.length ?? 0) + (text.intents?.length ?? 0) <= ROW_LIMIT ? text : null;
}

/**
 * The durable side of a journal. What comes before the first effect is kept in the execution's row, with which it shares the
 * fence and the cancellation: an execution with one effect needs no object. All that follows goes to the object, after what
 * the row holds.
 */
export function createDurableJournal({ object, row, inRow }: DurableJournalOptions): RemoteJournal {
  let kept = inRow;
  let promoted = row === null;

  async function appendToObject(fresh: readonly JournalEntry[], wait: JournalWait | null): Promise<AppendReply> {
    promoted = true;
    const reply = await object.append(kept, fresh, wait);
    kept = [];
    return reply;
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
