import type { FailureKind } from './failure-kind.ts';
import type { OutputCounts } from './item.ts';

/** Why a run of a node failed. `code` is stable (`http.timeout`), `message` is for people. */
export type NodeFailure = {
  readonly code: string;
  readonly message: string;
  /** Whether trying again may help. A wrong config never heals. */
  readonly retryable: boolean;
  /** Absent: `other`. */
  readonly kind?: FailureKind;
  /** What the other side asked for (`Retry-After`), in milliseconds. */
  readonly retryAfterMs?: number;
  /** What the attempt did to the world before it failed; absent: nothing, or nobody asks, for the node may be repeated. */
  readonly effect?: 'happened' | 'unknown';
  /** Index of the input item at fault, where there is one. */
  readonly item?: number;
};

/**
 * A fact that the journal keeps. Facts are only ever added; a state is what `advance` makes of all of them in order.
 * `node` is the index in the plan, `run` counts the runs of that node in this execution from 0, `attempt` from 1.
 */
export type ExecutionEvent =
  /** The execution began at this trigger. Nodes that the trigger can't reach do not take part. */
  | { readonly type: 'started'; readonly trigger: number }
  /** Journaled before a writing node is performed: from here on its effect may have happened. */
  | { readonly type: 'node_started'; readonly node: number; readonly run: number; readonly attempt: number }
  | { readonly type: 'node_completed'; readonly node: number; readonly run: number; readonly counts: OutputCounts }
  /**
   * `draw` (0 ≤ draw < 1) is the random number for the jitter, drawn by the shell, so that replaying gives the same delay.
   * `counts` are the items that go on if this failure is final and the node's `on_error` is not `stop`.
   */
  | {
      readonly type: 'node_failed';
      readonly node: number;
      readonly run: number;
      readonly attempt: number;
      readonly failure: NodeFailure;
      readonly draw: number;
      readonly counts: OutputCounts;
    }
  /** The node asked to be woken: at `until` (ms since epoch), or by `node_resumed` before it. */
  | { readonly type: 'node_waiting'; readonly node: number; readonly run: number; readonly until: number | null }
  /** What a waiting node waited for has come before its time: it is performed again to go on. */
  | { readonly type: 'node_resumed'; readonly node: number; readonly run: number; readonly attempt: number }
  /** Time has passed: whatever timer is due by `now` fires. */
  | { readonly type: 'timer_due' }
  /** A new runner took over: what was running before is interrupted. */
  | { readonly type: 'runner_changed'; readonly epoch: number }
  | { readonly type: 'cancel_requested' };
