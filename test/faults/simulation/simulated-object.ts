import type { AppendRequest, AppendResponse, Coordinator } from '../../../durable-objects/coordinator-calls.ts';
import { type JournalText, wholeJournal } from '../../../src/runner/journal/journal-text.ts';

/** The object of one execution in memory, by the rules of `ExecutionCoordinator`. */
export type SimulatedObject = {
  readonly coordinator: Coordinator;
  /** The journal so far, as JSON arrays. */
  readonly batches: readonly string[];
  /** Loses all that it has. */
  empty(): void;
};

export function createSimulatedObject(): SimulatedObject {
  const batches: string[] = [];
  let epoch = 0;
  let cancelled = false;

  const status = () => (cancelled ? 'cancelled' : 'ok');

  /** Whether a runner with this epoch is let in. It fences those before it. */
  function admit(own: number): boolean {
    if (own < epoch) return false;
    epoch = own;
    return true;
  }

  function keep(text: JournalText): void {
    if (text.facts !== null || text.intents !== null) batches.push(wholeJournal(text));
  }

  return {
    batches,
    empty() {
      batches.length = 0;
      epoch = 0;
      cancelled = false;
    },
    coordinator: {
      async append({ epoch: own, facts, intents, after = 0 }: AppendRequest): Promise<AppendResponse> {
        if (!admit(own)) return { status: 'fenced' };
        if (batches.length < after) return { status: 'emptied' };
        keep({ facts, intents: cancelled ? null : intents });
        return { status: status() };
      },
      async takeOver(_id, own) {
        if (!admit(own)) return { status: 'fenced', batches: [], next: null };
        return { status: status(), batches: batches.map((entries, seq) => ({ seq, entries })), next: null };
      },
      async watch() {
        return { status: status(), batches: batches.map((entries, seq) => ({ seq, entries })), next: null };
      },
      async wake() {},
      async noticeWatcher() {},
      async cancel() {
        cancelled = true;
      },
      async close() {},
      async purge() {
        batches.length = 0;
      },
    },
  };
}
