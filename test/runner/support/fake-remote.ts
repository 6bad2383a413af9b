import type { AppendReply, JournalEntry, JournalWait, RemoteJournal } from '../../../src/runner/journal.ts';

/** The durable side in memory: what the execution's object keeps, for runners of any epoch. */
export type FakeObject = {
  /** The object as the runner with this epoch sees it, from its first call on. */
  remote(epoch: number): RemoteJournal;
  /** Takes the journal over for a runner with this epoch. */
  takeOver(epoch: number): readonly JournalEntry[];
  cancel(): void;
  /** What is journaled, as a later runner would read it. */
  entries(): readonly JournalEntry[];
  wait(): JournalWait | null;
};

/** Called with what each append brings, before it is kept. */
type Watcher = (entries: readonly JournalEntry[]) => void | Promise<void>;

function isFact(entry: JournalEntry): boolean {
  return entry.event.type !== 'node_started';
}

export function createFakeObject(watch: Watcher = () => undefined): FakeObject {
  const kept: string[] = [];
  let newest = 0;
  let cancelled = false;
  let wait: JournalWait | null = null;

  async function append(
    epoch: number,
    entries: readonly JournalEntry[],
    next: JournalWait | null,
  ): Promise<AppendReply> {
    await watch(entries);
    if (epoch < newest) return { status: 'fenced' };
    newest = epoch;
    wait = cancelled ? null : next;
    const taken = cancelled
      ? entries.filter(isFact)
      : [...entries.filter(isFact), ...entries.filter((e) => !isFact(e))];
    kept.push(...taken.map((entry) => JSON.stringify(entry)));
    return { status: cancelled ? 'cancelled' : 'ok' };
  }

  const entries = (): readonly JournalEntry[] => kept.map((entry) => JSON.parse(entry));
  return {
    remote: (epoch) => ({ append: (fresh, next) => append(epoch, fresh, next) }),
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
