import type { AppendResponse, ExecutionCoordinator, JournalPage } from '../../durable-objects/execution-coordinator.ts';
import type { AppendReply, JournalEntry, RemoteJournal } from './journal.ts';

export type Coordinators = DurableObjectNamespace<ExecutionCoordinator>;

/** Calls to an object that broke off are made again so many times, each with a new stub. */
const MAX_CALLS = 3;

function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const overloaded = 'overloaded' in error && error.overloaded === true;
  return 'retryable' in error && error.retryable === true && !overloaded;
}

/** Calls the object of an execution. A broken call is repeated only if the platform says that this may help. */
export async function callCoordinator<Result>(
  coordinators: Coordinators,
  executionId: string,
  call: (stub: DurableObjectStub<ExecutionCoordinator>) => Promise<Result>,
): Promise<Result> {
  for (let calls = 1; ; calls += 1) {
    try {
      return await call(coordinators.getByName(executionId));
    } catch (error) {
      if (calls >= MAX_CALLS || !isRetryable(error)) throw error;
    }
  }
}

function serialise(entries: readonly JournalEntry[]): string | null {
  return entries.length === 0 ? null : JSON.stringify(entries);
}

export type Journaled = { readonly coordinators: Coordinators; readonly executionId: string; readonly epoch: number };

/** The execution's object as the durable side of its journal. */
export function createRemoteJournal({ coordinators, executionId, epoch }: Journaled): RemoteJournal {
  return {
    async append(entries, wait): Promise<AppendReply> {
      const facts = serialise(entries.filter((entry) => entry.event.type !== 'node_started'));
      const intents = serialise(entries.filter((entry) => entry.event.type === 'node_started'));
      const request = { executionId, epoch, facts, intents, wait };
      const reply: AppendResponse = await callCoordinator(coordinators, executionId, (stub) => stub.append(request));
      return { status: reply.status };
    },
  };
}

/** What the object holds of an execution. */
export type RestoredJournal = {
  readonly status: 'ok' | 'cancelled' | 'fenced';
  readonly entries: readonly JournalEntry[];
};

async function readPages(page: (seq: number) => Promise<JournalPage>): Promise<RestoredJournal> {
  const entries: JournalEntry[] = [];
  for (let seq: number | null = 0; seq !== null; ) {
    const { status, batches, next }: JournalPage = await page(seq);
    if (status === 'fenced') return { status, entries: [] };
    for (const batch of batches) entries.push(...parseEntries(batch.entries));
    if (next === null) return { status, entries };
    seq = next;
  }
  return { status: 'ok', entries };
}

/** Entries come back as this code, or an earlier version of it, wrote them. */
function parseEntries(json: string): readonly JournalEntry[] {
  return JSON.parse(json);
}

/** Takes the journal over for a runner with this epoch: runners of before are fenced from here on. */
export function takeOverJournal({ coordinators, executionId, epoch }: Journaled): Promise<RestoredJournal> {
  return readPages((seq) =>
    callCoordinator(coordinators, executionId, (stub) => stub.takeOver(executionId, epoch, seq)),
  );
}

/** Reads the journal of a running execution without touching it. */
export function watchJournal(coordinators: Coordinators, executionId: string): Promise<RestoredJournal> {
  return readPages((seq) => callCoordinator(coordinators, executionId, (stub) => stub.watch(seq)));
}
