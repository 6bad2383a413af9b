import type { ExecutionCommand, Outcome } from '../../engine/command.ts';
import type { CallerResponse } from '../../nodes/define-node.ts';
import type { ExecutionRun, RunnerServices } from '../run/execution-run.ts';

/** Why a runner stops before the end: cancelled by somebody, replaced by another runner, or out of its time. */
export type StopReason = 'cancelled' | 'lost' | 'time_up';

/** What became of the execution in this runner's hands. */
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
  readonly stop: AbortSignal;
  /** Called with the answer for the caller as soon as a node has given it. */
  readonly onResponse: (response: CallerResponse) => void;
};
