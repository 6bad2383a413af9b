import type { InputRef, Outcome } from './command.ts';
import type { NodeFailure } from './event.ts';
import type { OutputCounts } from './item.ts';
import type { Plan } from './plan.ts';
import type { TimerHeap } from './structure/timer-heap.ts';
import { type Vector, vectorOf } from './structure/vector.ts';

/** Where a run of a node stands. `unknown`: an at-most-once effect that got no answer and may or may not have happened. */
export type NodeRunStatus =
  | 'running'
  | 'retrying'
  | 'waiting'
  | 'completed'
  | 'failed'
  | 'skipped'
  | 'cancelled'
  | 'unknown';

/** One run of a node. Times in ms since epoch. */
export type NodeRunView = {
  readonly node: number;
  /** Counts the runs of this node from 0. */
  readonly run: number;
  /** The run with which this pass of a loop node began; for other nodes, `run`. */
  readonly firstRun: number;
  /** Counts from 1. */
  readonly attempt: number;
  readonly status: NodeRunStatus;
  readonly startedAt: number;
  readonly completedAt: number | null;
  readonly inputs: readonly InputRef[];
  /** Of the last attempt that failed, as long as no other has begun. */
  readonly failure: NodeFailure | null;
  /** What left the node, once it has settled. */
  readonly counts: OutputCounts | null;
  /** When the next attempt begins or the wait ends; `null` while running, and for a wait without an end. */
  readonly due: number | null;
  /** It runs again because its wait is over. */
  readonly resumed: boolean;
  /** Its effect may have happened: `node_started` was journaled for this attempt. */
  readonly intended: boolean;
};

/** What the engine remembers of a node between its runs. */
export type NodeState = {
  /** Connections that the node still waits for before its next run. */
  readonly undecided: number;
  /** Whether one of those that are decided brought items. */
  readonly fed: boolean;
  /** How many runs it has had, skipped ones included. */
  readonly runs: number;
  /** Slot of its latest run in the state's `runs`; -1 before the first. */
  readonly latest: number;
  /** For a loop node: nodes of its body that have not settled in this iteration. */
  readonly open: number;
};

/** What a connection carried the last time. */
type Carried = { readonly sourceRun: number; readonly count: number };

/** The workflow's time limit: running out at `deadline`, or stopped with so many ms left while everything waits. */
export type Countdown =
  | { readonly type: 'running'; readonly deadline: number }
  | { readonly type: 'stopped'; readonly remaining: number };

/**
 * All that the events so far amount to. Immutable plain data; a successor shares what did not change. Made by
 * `initialState` and `advance` alone; read through `executionStatus`, `nodeRuns`, `nextDue` and `pendingCommands`.
 */
export type ExecutionState = {
  readonly startedAt: number;
  /** Index of the node at which the execution began; `null` before `started`. */
  readonly trigger: number | null;
  /** Of the newest runner that took over; -1 if none has. */
  readonly epoch: number;
  readonly countdown: Countdown;
  readonly nodes: Vector<NodeState>;
  readonly connections: Vector<Carried | null>;
  readonly runs: Vector<NodeRunView>;
  readonly timers: TimerHeap;
  /** How many runs are under way, by status. */
  readonly tally: { readonly running: number; readonly retrying: number; readonly waiting: number };
  readonly outcome: Outcome | null;
  readonly endedAt: number | null;
};

const untouched: NodeState = { undecided: 0, fed: false, runs: 0, latest: -1, open: 0 };

/** An execution that has not begun. The workflow's time limit counts from `startedAt` (ms since epoch). */
export function initialState(plan: Plan, startedAt: number): ExecutionState {
  return {
    startedAt,
    trigger: null,
    epoch: -1,
    countdown: { type: 'running', deadline: startedAt + plan.timeoutMs },
    nodes: vectorOf(plan.nodes.map(() => untouched)),
    connections: vectorOf(plan.connections.map(() => null)),
    runs: vectorOf<NodeRunView>([]),
    timers: null,
    tally: { running: 0, retrying: 0, waiting: 0 },
    outcome: null,
    endedAt: null,
  };
}

/** Where an execution stands: `queued` before it began, `waiting` when nothing runs but a retry, a time or a call is awaited. */
export type ExecutionStatus = 'queued' | 'running' | 'waiting' | Outcome['status'];

/** Where the execution stands. */
export function executionStatus(state: ExecutionState): ExecutionStatus {
  if (state.outcome !== null) return state.outcome.status;
  if (state.trigger === null) return 'queued';
  return state.tally.running > 0 ? 'running' : 'waiting';
}

/** The earliest moment at which `timer_due` has something to do: a retry, the end of a wait, the workflow's time limit. */
export function nextDue(state: ExecutionState): number | null {
  if (state.outcome !== null) return null;
  const deadline = state.countdown.type === 'running' ? state.countdown.deadline : Infinity;
  const due = Math.min(deadline, state.timers?.timer.at ?? Infinity);
  return due === Infinity ? null : due;
}
