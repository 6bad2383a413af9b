import type { ExecutionCommand, Outcome } from '../../engine/command.ts';
import type { CallerResponse } from '../../nodes/define-node.ts';
import type { LazySignal } from '../../shared/lazy-abort.ts';
import type { ExecutionRun, RunnerServices } from '../run/execution-run.ts';
import type { WakeUp } from './wake-up.ts';

/** Why a runner stops early: the execution was cancelled, another runner has it, or the time of this runner is up. */
export type StopReason = 'cancelled' | 'lost' | 'time_up';

/** How this runner leaves the execution: ended, waiting, given back to the queue, or lost to another runner. */
export type DriveResult =
  | { readonly type: 'finished'; readonly outcome: Outcome }
  | { readonly type: 'suspended'; readonly until: number | null }
  | { readonly type: 'released' }
  | { readonly type: 'lost' };

export type DriveOptions = {
  readonly run: ExecutionRun;
  readonly services: RunnerServices;
  readonly commands: readonly ExecutionCommand[];
  /** Aborts with a `StopReason`. */
  readonly stop: LazySignal;
  /** Rings when something may have come for a node that waits. */
  readonly wakeUp?: WakeUp;
  /** Called when the object says that somebody has begun to watch. */
  readonly onWatched?: () => void;
  /** Called with the response for the caller as soon as a node gives one. */
  readonly onResponse: (response: CallerResponse) => void;
};
