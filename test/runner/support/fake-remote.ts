import type { ObjectJournal } from '../../../src/runner/journal/durable-journal.ts';
import type { AppendReply, JournalEntry, JournalWait, RemoteJournal } from '../../../src/runner/journal/journal.ts';
import { isIntent } from '../../../src/runner/journal/journal-text.ts';

/** The object of an execution, in memory. */
export type FakeObject = {
  /** The durable journal of the runner with this epoch. */
  remote(epoch: number): RemoteJournal;
  /** The same, for a runner that has written entries to the row before. */
  journal(epoch: number): ObjectJournal;
  /** Takes the journal over for a runner with this epoch. */
  takeOver(epoch: number): readonly JournalEntry[];
  cancel(): void;
  /** The journal, as a later runner reads it. */
  entries(): readonly JournalEntry[];
  wait(): JournalWait | null;
};

/** Called with the entries of each append, before they are kept. */
type Watcher = (entries: readonly JournalEntry[]) => void | Promise<void>;

export function createFakeObject(watch: Watcher = () => undefined): FakeObject {
  const kept: string[] = [];
  let newest = 0;
  let cancelled = false;
  let wait: JournalWait | null = null;

  async function append(
    epoch: number,
    {
      settled,
      fresh,
      next,
    }: { settled: readonly JournalEntry[]; fresh: readonly JournalEntry[]; next: JournalWait | null },
  ): Promise<AppendReply> {
    await watch([...settled, ...fresh]);
    if (epoch < newest) return { status: 'fenced' };
    newest = epoch;
    wait = cancelled ? null : next;
    const intents = cancelled ? [] : fresh.filter(isIntent);
    const taken = [...settled, ...fresh.filter((entry) => !isIntent(entry)), ...intents];
    kept.push(...taken.map((entry) => JSON.stringify(entry)));
    return { status: cancelled ? 'cancelled' : 'ok' };
  }

  const entries = (): readonly JournalEntry[] => kept.map((entry) => JSON.parse(entry));
  return {
    remote: (epoch) => ({
      append: (fresh, next) => append(epoch, { settled: [], fresh, next }),
      isPromoted: () => true,
    }),
    journal: (epoch) => ({ append: (settled, fresh, next) => append(epoch, { settled, fresh, next }) }),
    takeOver(epoch) {
      newest = epoch;
      wait = null;
      return entries();
    },
    cancel() {
      cancelled = true;
      wait = null;
    },
    entries,
    wait: () => wait,
  };
}
