import type {
  AppendRequest,
  AppendResponse,
  Coordinator,
  JournalPage,
} from '../../../durable-objects/coordinator-calls.ts';
import type { ObjectJournal } from './durable-journal.ts';
import type { AppendReply, JournalEntry } from './journal.ts';
import { type EntryText, entryText, journalText, parseEntries } from './journal-text.ts';

/** The objects of all executions, by their ids: the namespace of the platform, or the way to it from another process. */
export type Coordinators = { getByName(executionId: string): Coordinator };

/** Calls to an object that broke off are made again so many times, each with a new stub. */
const MAX_CALLS = 3;

/** Every call may be repeated, so one that met an object on its way out (closed, evicted, deployed anew) is. */
function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const overloaded = 'overloaded' in error && error.overloaded === true;
  const reset = 'durableObjectReset' in error && error.durableObjectReset === true;
  return reset || ('retryable' in error && error.retryable === true && !overloaded);
}

/** Calls the object of an execution. A broken call is repeated only if what the platform says makes that likely to help. */
export async function callCoordinator<Result>(
  coordinators: Coordinators,
  executionId: string,
  call: (stub: Coordinator) => Promise<Result>,
): Promise<Result> {
  for (let calls = 1; ; calls += 1) {
    try {
      return await call(coordinators.getByName(executionId));
    } catch (error) {
      if (calls >= MAX_CALLS || !isRetryable(error)) throw error;
    }
  }
}

/** A call takes 32 MiB. In UTF-16 units, of which each may take two bytes. */
const CALL_LIMIT = 8_000_000;

/** Entries that go into one call, as many as fit; none is as good as any if there is nothing but a wait to tell. */
function callsFor(entries: readonly EntryText[]): readonly (readonly EntryText[])[] {
  const calls: EntryText[][] = [[]];
  let size = 0;
  for (const entry of entries) {
    if (size > 0 && size + entry.json.length > CALL_LIMIT) {
      calls.push([]);
      size = 0;
    }
    calls.at(-1)?.push(entry);
    size += entry.json.length;
  }
  return calls;
}

export type Journaled = { readonly coordinators: Coordinators; readonly executionId: string; readonly epoch: number };

async function appendTo(coordinators: Coordinators, request: AppendRequest): Promise<AppendReply> {
  const { status }: AppendResponse = await callCoordinator(coordinators, request.executionId, (stub) =>
    stub.append(request),
  );
  return { status };
}

/** What the row has taken, the object takes as it is: whether its effects may begin was decided there. */
function settledText(entry: JournalEntry): EntryText {
  return { ...entryText(entry), intent: false };
}

/** The journal in the execution's object. */
export function createObjectJournal({ coordinators, executionId, epoch }: Journaled): ObjectJournal {
  return {
    async append(settled, fresh, wait): Promise<AppendReply> {
      const calls = callsFor([...settled.map(settledText), ...fresh.map(entryText)]);
      let reply: AppendReply = { status: 'ok' };
      for (const [index, call] of calls.entries()) {
        const about = { executionId, epoch, wait: index === calls.length - 1 ? wait : null };
        reply = await appendTo(coordinators, { ...about, ...journalText(call) });
        if (reply.status === 'fenced') return reply;
      }
      return reply;
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
