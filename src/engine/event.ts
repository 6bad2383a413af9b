import type { FailureKind } from './failure-kind.ts';
import type { OutputCounts } from './item.ts';

/** Why a run of a node failed. `code` is stable (`http.timeout`), `message` is for people. */
export type NodeFailure = {
  readonly code: string;
  readonly message: string;
  /** Whether another attempt may succeed. With a wrong config it never does. */
  readonly retryable: boolean;
  /** Absent: `other`. */
  readonly kind?: FailureKind;
  /** The `Retry-After` of the server, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Whether the effect happened before the attempt failed. Absent: it did not, or the node may be repeated anyway. */
  readonly effect?: 'happened' | 'unknown';
  /** Index of the input item at fault, where there is one. */
  readonly item?: number;
};

/**
 * A fact in the journal. Facts are only added, never changed; `advance` turns them, in their order, into the state.
 * `node` is the index in the plan, `run` counts the runs of that node in this execution from 0, `attempt` from 1.
 */
export type ExecutionEvent =
  /** The execution began at this trigger. Nodes that the trigger can't reach do not take part. */
  | { readonly type: 'started'; readonly trigger: number }
  /** Journaled before a writing node is performed: from here on its effect may have happened. */
  | { readonly type: 'node_started'; readonly node: number; readonly run: number; readonly attempt: number }
  | { readonly type: 'node_completed'; readonly node: number; readonly run: number; readonly counts: OutputCounts }
  /**
   * `draw` (0 ≤ draw < 1) is the random number for the jitter. It is drawn by the runner, so that a replay gives the same delay.
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
  /** The node waits until `until` (ms since epoch), or until `node_resumed`. */
  | { readonly type: 'node_waiting'; readonly node: number; readonly run: number; readonly until: number | null }
  /** What a node waited for has come: it is performed again to go on. */
  | { readonly type: 'node_resumed'; readonly node: number; readonly run: number; readonly attempt: number }
  /** All timers that are due by `now` fire. */
  | { readonly type: 'timer_due' }
  /** A new runner took over: the nodes that were running were interrupted. */
  | { readonly type: 'runner_changed'; readonly epoch: number }
  | { readonly type: 'cancel_requested' };
