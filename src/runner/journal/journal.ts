import { advance } from '../../engine/advance.ts';
import type { ExecutionCommand } from '../../engine/command.ts';
import type { ExecutionEvent } from '../../engine/event.ts';
import type { Outputs } from '../../engine/item.ts';
import type { Plan } from '../../engine/plan.ts';
import { type ExecutionState, initialState } from '../../engine/state.ts';
import type { CallerResponse } from '../../nodes/define-node.ts';
import type { ExecutionMetadata } from '../../shared/execution-metadata.ts';
import type { LogLine } from '../../shared/log-line.ts';

/** The data of a node run. The engine sees only how many items there are. */
export type NodeData = {
  readonly outputs: Outputs;
  readonly response?: CallerResponse;
  readonly logs?: readonly LogLine[];
  readonly metadata?: ExecutionMetadata;
  /** Set if the node was not performed: the outputs were pinned to it, or reused from an earlier execution. */
  readonly given?: 'pinned' | 'reused';
};

/** A fact with its moment (ms since epoch) and its data. */
export type JournalEntry = { readonly at: number; readonly event: ExecutionEvent; readonly data?: NodeData };

/**
 * The answer to an append. `fenced`: a later runner has the execution; `cancelled`: no further effect may begin. `woken`:
 * something came for a wait since the last append. `watched`: somebody has begun to watch since then.
 */
export type AppendReply = {
  readonly status: 'ok' | 'cancelled' | 'fenced';
  readonly woken?: true;
  readonly watched?: true;
};

/** Where a journal is made durable: the execution's row and object, or a fake that passes the same suite. */
export type RemoteJournal = {
  append(entries: readonly JournalEntry[], wait: JournalWait | null): Promise<AppendReply>;
  /** Whether the execution's object has been written to. */
  isPromoted(): boolean;
};

/** Is told of each fact: the state before and after it. It must return at once, and never throw. */
type JournalObserver = (before: ExecutionState, after: ExecutionState) => void;

/** When a waiting execution goes on by itself; `until: null`: only when it is called. */
export type JournalWait = { readonly until: number | null };

/**
 * The journal of one execution in its runner. Facts are applied at once, and made durable by `sync`. Without a remote the
 * journal stays in memory, and `sync` always succeeds.
 */
export type Journal = {
  state(): ExecutionState;
  entries(): readonly JournalEntry[];
  /** Applies a fact and returns what is to be done next. */
  apply(entry: JournalEntry): readonly ExecutionCommand[];
  /** Tells this observer of each further fact; `null`: nobody. */
  observe(observer: JournalObserver | null): void;
  /** Makes all facts so far durable. Calls run one after the other, and each sends what the earlier ones did not. */
  sync(wait?: JournalWait): Promise<AppendReply>;
  /** Whether the execution's object has been written to. */
  isPromoted(): boolean;
};

export type JournalOptions = {
  readonly plan: Plan;
  readonly startedAt: number;
  readonly remote: RemoteJournal | null;
  /** The durable facts of earlier runners. */
  readonly replay: readonly JournalEntry[];
};

export function createJournal({ plan, startedAt, remote, replay }: JournalOptions): Journal {
  const entries: JournalEntry[] = [];
  let state = initialState(plan, startedAt);
  let observer: JournalObserver | null = null;
  let synced = 0;
  let fenced = false;
  let last: Promise<AppendReply> = Promise.resolve({ status: 'ok' });

  function apply(entry: JournalEntry): readonly ExecutionCommand[] {
    const before = state;
    const next = advance(plan, before, entry.event, entry.at);
    state = next.state;
    entries.push(entry);
    observer?.(before, state);
    return next.commands;
  }

  /** Once refused it sends nothing more: an object that has lost its storage since would take these facts, without those before them. */
  async function send(wait: JournalWait | null): Promise<AppendReply> {
    if (fenced) return { status: 'fenced' };
    const fresh = entries.slice(synced);
    if (remote === null || (fresh.length === 0 && wait === null)) return { status: 'ok' };
    const reply = await remote.append(fresh, wait);
    synced += fresh.length;
    fenced = reply.status === 'fenced';
    return reply;
  }

  for (const entry of replay) apply(entry);
  synced = entries.length;
  return {
    state: () => state,
    entries: () => entries,
    apply,
    observe(next) {
      observer = next;
    },
    sync(wait) {
      last = last.then(() => send(wait ?? null));
      return last;
    },
    isPromoted: () => remote?.isPromoted() ?? false,
  };
}
