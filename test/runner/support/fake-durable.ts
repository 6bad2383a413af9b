import { createDurableJournal } from '../../../src/runner/journal/durable-journal.ts';
import type { AppendReply, JournalEntry, RemoteJournal } from '../../../src/runner/journal/journal.ts';
import { type JournalText, parseEntries } from '../../../src/runner/journal/journal-text.ts';
import { createFakeObject } from './fake-remote.ts';

/** The durable journal: the row of an execution in memory, and its object. */
export type FakeDurable = {
  /** Opens the journal for the runner with this epoch. The first one has 1; later ones take over. */
  open(epoch: number): { readonly remote: RemoteJournal; readonly entries: readonly JournalEntry[] };
  cancel(): void;
};

function textOf({ facts, intents }: JournalText, cancelled: boolean): string {
  const parts = [facts, cancelled ? null : intents].filter((part) => part !== null);
  return JSON.stringify(parts.flatMap(parseEntries));
}

export function createFakeDurable(): FakeDurable {
  const object = createFakeObject();
  let newest = 0;
  let cancelled = false;
  let row = '[]';

  async function write(epoch: number, text: JournalText): Promise<AppendReply> {
    if (epoch !== newest) return { status: 'fenced' };
    row = textOf(text, cancelled);
    return { status: cancelled ? 'cancelled' : 'ok' };
  }

  function takeOver(epoch: number): ReturnType<FakeDurable['open']> {
    const entries = object.takeOver(epoch);
    const inRow = entries.length > 0 ? [] : parseEntries(row);
    const remote = createDurableJournal({ object: object.journal(epoch), row: null, inRow });
    return { remote, entries: entries.length > 0 ? entries : inRow };
  }

  return {
    open(epoch) {
      newest = epoch;
      if (epoch > 1) return takeOver(epoch);
      const rows = (text: JournalText): Promise<AppendReply> => write(epoch, text);
      return { remote: createDurableJournal({ object: object.journal(epoch), row: rows, inRow: [] }), entries: [] };
    },
    cancel() {
      cancelled = true;
      object.cancel();
    },
  };
}
