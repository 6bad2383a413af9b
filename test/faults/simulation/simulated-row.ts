import type { AppendReply } from '../../../src/runner/journal/journal.ts';
import { type JournalText, parseRowJournal, wholeJournal } from '../../../src/runner/journal/journal-text.ts';
import type { RunResult } from '../../../src/runner/run-execution.ts';

type Status = 'queued' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled';

/** What a runner gets of an execution that it has claimed. */
type Claim = { readonly epoch: number; readonly journal: string | null; readonly cancelled: boolean };

/** The row of an execution that has effects, by the rules of the statements in `src/executions/lifecycle`. */
export type SimulatedRow = {
  status(): Status;
  /** When a waiting one is due, in milliseconds since the epoch. */
  due(): number | null;
  /** `null`: it is not in the queue, as when another runner has it. */
  claim(): Claim | null;
  /** The first entries of its runner. */
  write(epoch: number, entries: JournalText): AppendReply;
  /** Notes that the object has more of the journal. */
  mark(epoch: number): AppendReply;
  /** The lease has run out, or the wait is over: back into the queue. */
  requeue(): void;
  /** Writes the end, or puts it to rest or back into the queue. False: its runner does not hold it any more. */
  settle(epoch: number, result: RunResult): boolean;
  /** Fails it, as its journal is lost. */
  fail(epoch: number): void;
  /** Marks it. Whoever cancels then tells the object. */
  cancel(): void;
  /** What stands in its journal, as a JSON array. */
  journal(): string | null;
  /** Every status that it ever had, in order. */
  readonly past: readonly Status[];
};

const OPEN: ReadonlySet<Status> = new Set(['queued', 'running', 'waiting']);

export function createSimulatedRow(): SimulatedRow {
  const past: Status[] = ['queued'];
  let epoch = 0;
  let cancelRequested = false;
  let text: string | null = null;
  let until: number | null = null;

  const status = (): Status => past.at(-1) ?? 'queued';
  const isHeldBy = (own: number): boolean => status() === 'running' && own === epoch;

  function rest(at: number | null): void {
    past.push(cancelRequested ? 'queued' : 'waiting');
    until = at;
  }

  return {
    past,
    status,
    due: () => until,
    journal: () => text,
    claim() {
      if (status() !== 'queued') return null;
      past.push('running');
      epoch += 1;
      return { epoch, journal: text, cancelled: cancelRequested };
    },
    write(own, entries) {
      if (!isHeldBy(own)) return { status: 'fenced' };
      text = wholeJournal(cancelRequested ? { ...entries, intents: null } : entries);
      return { status: cancelRequested ? 'cancelled' : 'ok' };
    },
    mark(own) {
      if (!isHeldBy(own)) return { status: 'fenced' };
      if (!parseRowJournal(text).moved) text = `{"moved":${text ?? '[]'}}`;
      return { status: cancelRequested ? 'cancelled' : 'ok' };
    },
    requeue() {
      if (status() === 'running' || status() === 'waiting') past.push('queued');
    },
    settle(own, result) {
      if (result.type === 'lost' || !isHeldBy(own)) return false;
      if (result.type === 'finished') past.push(result.finished.ending.status);
      else if (result.type === 'suspended') rest(result.until);
      else past.push('queued');
      return true;
    },
    fail(own) {
      if (isHeldBy(own)) past.push('failed');
    },
    cancel() {
      if (!OPEN.has(status())) return;
      cancelRequested = true;
      // One that no runner has had yet has no object, and ends at once.
      if (epoch === 0) past.push('cancelled');
      else if (status() === 'waiting') past.push('queued');
    },
  };
}
