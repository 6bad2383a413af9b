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

/** Objects by their names: the namespace of the platform, or the way to it from another process. */
export type Objects<Stub> = { getByName(name: string): Stub };

/** How often a call of an object is made in all if it breaks off, each time with a new stub. */
const MAX_CALLS = 3;

/** Whether the object was just being closed, evicted or deployed. Every call may be repeated. */
function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const overloaded = 'overloaded' in error && error.overloaded === true;
  const reset = 'durableObjectReset' in error && error.durableObjectReset === true;
  return reset || ('retryable' in error && error.retryable === true && !overloaded);
}

/** Calls an object. A broken call is repeated only if what the platform says makes that likely to help. */
export async function callObject<Stub, Result>(
  objects: Objects<Stub>,
  name: string,
  call: (stub: Stub) => Promise<Result>,
): Promise<Result> {
  for (let calls = 1; ; calls += 1) {
    try {
      return await call(objects.getByName(name));
    } catch (error) {
      if (calls >= MAX_CALLS || !isRetryable(error)) throw error;
    }
  }
}

/** Calls the object of an execution. */
export function callCoordinator<Result>(
  coordinators: Coordinators,
  executionId: string,
  call: (stub: Coordinator) => Promise<Result>,
): Promise<Result> {
  return callObject(coordinators, executionId, call);
}

/** How much JSON goes into one call, in UTF-16 units of two bytes each: a call takes 32 MiB. */
const CALL_LIMIT = 8_000_000;

/** The entries, divided into calls. There is at least one call, since it may have to tell of a wait. */
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

/** The execution of a journal, by the epoch of its runner. */
export type Journaled = { readonly coordinators: Coordinators; readonly executionId: string; readonly epoch: number };

function appendTo(coordinators: Coordinators, request: AppendRequest): Promise<AppendResponse> {
  return callCoordinator(coordinators, request.executionId, (stub) => stub.append(request));
}

/** An entry of the row is no intent any more: the row has decided whether the effect may begin. */
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
        const { facts, intents } = journalText(call);
        const isLast = index === calls.length - 1;
        const last = await appendTo(coordinators, { executionId, epoch, facts, intents, wait: isLast ? wait : null });
        if (last.status === 'fenced') return last;
        reply = { ...reply, ...last };
      }
      return reply;
    },
  };
}

/** The journal as the object has it. */
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

/** Takes the journal over for the runner with this epoch, and fences all earlier runners. */
export function takeOverJournal({ coordinators, executionId, epoch }: Journaled): Promise<RestoredJournal> {
  return readPages((seq) =>
    callCoordinator(coordinators, executionId, (stub) => stub.takeOver(executionId, epoch, seq)),
  );
}

/** Reads the journal of a running execution, and changes nothing. */
export function watchJournal(coordinators: Coordinators, executionId: string): Promise<RestoredJournal> {
  return readPages((seq) => callCoordinator(coordinators, executionId, (stub) => stub.watch(seq)));
}
