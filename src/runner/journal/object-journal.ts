import type {
  AppendRequest,
  AppendResponse,
  Coordinator,
  JournalPage,
} from '../../../durable-objects/coordinator-calls.ts';
import { consoleLog } from '../../shared/log.ts';
import type { ObjectJournal } from './durable-journal.ts';
import type { AppendReply, JournalEntry, JournalWait } from './journal.ts';
import { type EntryText, entryText, isIntent, type JournalText, journalText, parseEntries } from './journal-text.ts';

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

/** What a runner has found in the object; left out: nothing. */
type Found = Pick<RestoredJournal, 'entries' | 'batches'>;

export type ObjectJournalOptions = Journaled & {
  readonly found?: Found | undefined;
  /** Asked before all is written again to an object that has lost it, which refuses nobody: whether the runner still has the execution. */
  readonly beforeAgain?: (() => Promise<AppendReply>) | undefined;
};

function appendTo(coordinators: Coordinators, request: AppendRequest): Promise<AppendResponse> {
  return callCoordinator(coordinators, request.executionId, (stub) => stub.append(request));
}

/** An entry of the row is no intent any more: the row has decided whether the effect may begin. */
function settledText(entry: JournalEntry): EntryText {
  return { ...entryText(entry), intent: false };
}

/** What an object that refuses or has lost something answers: the calls after it are not made. */
function endsCalls({ status }: AppendResponse): boolean {
  return status === 'fenced' || status === 'emptied';
}

/** Whether it has kept a batch of these: a cancelled one takes no intents. */
function hasKept({ facts, intents }: JournalText, { status }: AppendResponse): boolean {
  return facts !== null || (intents !== null && status === 'ok');
}

/** The journal in the execution's object. If the object has lost what it had, the runner writes all of it again. */
export function createObjectJournal(options: ObjectJournalOptions): ObjectJournal {
  const { coordinators, executionId, epoch, found, beforeAgain } = options;
  const written: JournalEntry[] = [...(found?.entries ?? [])];
  let after = found?.batches ?? 0;

  async function send(entries: readonly EntryText[], wait: JournalWait | null): Promise<AppendResponse> {
    const calls = callsFor(entries);
    let reply: AppendResponse = { status: 'ok' };
    for (const [index, call] of calls.entries()) {
      const text = journalText(call);
      const isLast = index === calls.length - 1;
      const last = await appendTo(coordinators, { executionId, epoch, ...text, wait: isLast ? wait : null, after });
      if (endsCalls(last)) return last;
      if (hasKept(text, last)) after += 1;
      reply = { ...reply, ...last };
    }
    return reply;
  }

  async function sendAgain(entries: readonly EntryText[], wait: JournalWait | null): Promise<AppendReply> {
    consoleLog({
      level: 'error',
      message: 'An object has lost its journal; it is written again.',
      execution: executionId,
    });
    const held = await beforeAgain?.();
    if (held !== undefined && held.status !== 'ok') return held;
    after = 0;
    const { status, ...hints } = await send([...written.map(settledText), ...entries], wait);
    if (status === 'emptied') throw new Error(`The object of ${executionId} loses its journal again and again.`);
    return { status, ...hints };
  }

  return {
    async append(settled, fresh, wait): Promise<AppendReply> {
      const entries = [...settled.map(settledText), ...fresh.map(entryText)];
      const { status, ...hints } = await send(entries, wait);
      const reply = status === 'emptied' ? await sendAgain(entries, wait) : { status, ...hints };
      if (reply.status !== 'fenced') {
        written.push(...settled, ...fresh.filter((entry) => reply.status === 'ok' || !isIntent(entry)));
      }
      return reply;
    },
  };
}

/** The journal as the object has it. */
export type RestoredJournal = {
  readonly status: 'ok' | 'cancelled' | 'fenced';
  readonly entries: readonly JournalEntry[];
  /** How many batches they are. */
  readonly batches: number;
};

async function readPages(page: (seq: number) => Promise<JournalPage>): Promise<RestoredJournal> {
  const entries: JournalEntry[] = [];
  let count = 0;
  for (let seq: number | null = 0; seq !== null; ) {
    const { status, batches, next }: JournalPage = await page(seq);
    if (status === 'fenced') return { status, entries: [], batches: 0 };
    for (const batch of batches) entries.push(...parseEntries(batch.entries));
    count += batches.length;
    if (next === null) return { status, entries, batches: count };
    seq = next;
  }
  return { status: 'ok', entries, batches: count };
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
