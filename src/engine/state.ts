import type { InputRef, Outcome } from './command.ts';
import type { NodeFailure } from './event.ts';
import type { OutputCounts } from './item.ts';
import type { Plan } from './plan.ts';
import type { TimerHeap } from './structure/timer-heap.ts';
import { type Vector, vectorOf } from './structure/vector.ts';

/** `unknown`: the node's effect must happen at most once, and nobody knows whether it happened. */
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
  /** The failure of the latest attempt, until the next one begins. */
  readonly failure: NodeFailure | null;
  /** How many items left the node, once the run has ended. */
  readonly counts: OutputCounts | null;
  /** When the next attempt begins or the wait ends; `null` while running, and for a wait without an end. */
  readonly due: number | null;
  /** Whether it runs again because its wait is over. */
  readonly resumed: boolean;
  /** Whether its effect may have happened: `node_started` was journaled for this attempt. */
  readonly intended: boolean;
};

/** The state of a node between its runs. */
export type NodeState = {
  /** How many connections have to be decided before the next run. */
  readonly undecided: number;
  /** Whether a decided connection brought items. */
  readonly fed: boolean;
  /** How many runs it has had, skipped ones included. */
  readonly runs: number;
  /** Slot of its latest run in the state's `runs`; -1 before the first. */
  readonly latest: number;
  /** For a loop node: how many nodes of its body have not finished this iteration. */
  readonly open: number;
};

/** The items that a connection carried last. */
type Carried = { readonly sourceRun: number; readonly count: number };

/** The time limit of the workflow: it ends at `deadline` or, while everything waits, stands still with `remaining` ms left. */
export type Countdown =
  | { readonly type: 'running'; readonly deadline: number }
  | { readonly type: 'stopped'; readonly remaining: number };

/**
 * The state of an execution after its events so far. Immutable plain data; the next state shares what did not change. Only
 * `initialState` and `advance` make it; read it through `executionStatus`, `nodeRuns`, `nextDue` and `pendingCommands`.
 */
export type ExecutionState = {
  readonly startedAt: number;
  /** Index of the node at which the execution began; `null` before `started`. */
  readonly trigger: number | null;
  /** The epoch of the latest runner that took over; -1 if none has. */
  readonly epoch: number;
  readonly countdown: Countdown;
  readonly nodes: Vector<NodeState>;
  readonly connections: Vector<Carried | null>;
  readonly runs: Vector<NodeRunView>;
  readonly timers: TimerHeap;
  /** How many unfinished runs there are, by status. */
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

/** `queued`: it has not begun; `waiting`: no node runs, and it waits for a retry, a moment or a call. */
export type ExecutionStatus = 'queued' | 'running' | 'waiting' | Outcome['status'];

/** The status of the execution. */
export function executionStatus(state: ExecutionState): ExecutionStatus {
  if (state.outcome !== null) return state.outcome.status;
  if (state.trigger === null) return 'queued';
  return state.tally.running > 0 ? 'running' : 'waiting';
}

/** When the next timer is due: a retry, the end of a wait, or the workflow's time limit. `null`: none is set. */
export function nextDue(state: ExecutionState): number | null {
  if (state.outcome !== null) return null;
  const deadline = state.countdown.type === 'running' ? state.countdown.deadline : Infinity;
  const due = Math.min(deadline, state.timers?.timer.at ?? Infinity);
  return due === Infinity ? null : due;
}
