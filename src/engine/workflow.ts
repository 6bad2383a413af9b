import type { Delivery } from './effect.ts';
import type { FailureKind } from './failure-kind.ts';
import type { Item } from './item.ts';
import type { JsonObject } from './json.ts';

/** The handle that a connection uses when it names none. */
export const MAIN_HANDLE = 'main';

/** The output handle that takes the items of a failed run when the node's `on_error` is `error_output`. */
export const ERROR_HANDLE = 'error';

/** How a failed attempt is repeated. `max_attempts` counts the first one, so 1 means no retry. Delays in milliseconds. */
export type RetryPolicy = {
  readonly max_attempts: number;
  readonly backoff: 'fixed' | 'exponential';
  readonly delay_ms: number;
  readonly max_delay_ms: number;
  /** Part of the delay, from 0 to 1, that is drawn at random and taken off it. */
  readonly jitter: number;
  /** The kinds of failure that are retried, each of them and no other. Absent: those of which the node says that it may help. */
  readonly on?: readonly FailureKind[];
};

/** What becomes of the execution when a node has failed for good. */
export type OnError = 'stop' | 'continue' | 'error_output';

/** Settings that every node has, whatever its type. */
export type NodeSettings = {
  readonly on_error?: OnError;
  readonly retry?: RetryPolicy;
  readonly timeout_ms?: number;
  /** For a node that writes: whether an attempt of unknown outcome is repeated. Absent: as its type says. */
  readonly delivery?: Delivery;
  /** Runs with the first item only. */
  readonly execute_once?: boolean;
  /** Brings forth one empty item where it would bring forth none. */
  readonly always_output_data?: boolean;
};

/** One node of a drawn workflow, as stored in `workflows.nodes`. */
export type WorkflowNode = {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly position?: { readonly x: number; readonly y: number };
  readonly config: JsonObject;
  /** The id of the credential that the node uses. */
  readonly credentials?: string;
  readonly settings?: NodeSettings;
  /** A disabled node passes its items through. */
  readonly disabled?: boolean;
  readonly notes?: string;
  /** What the node brings forth on its main output, without being performed, when somebody runs the workflow by hand. */
  readonly pinned_data?: readonly PinnedItem[];
};

/** An item that is pinned to a node. */
type PinnedItem = Omit<Item, 'from'>;

/** One connection of a drawn workflow, as stored in `workflows.connections`. Handles default to `main`. */
export type WorkflowConnection = {
  readonly source: string;
  readonly target: string;
  readonly sourceHandle?: string;
  readonly targetHandle?: string;
};

/** Settings of a workflow, as stored in `workflows.settings`. */
export type WorkflowSettings = {
  /** The whole execution fails with `execution.timed_out` after so many seconds, those not counted in which it only waits. */
  readonly timeout_seconds?: number;
  /** IANA name; the zone of `$now` and `$today`. Default UTC. */
  readonly timezone?: string;
  /** Values that expressions read as `$vars` and `variables`. */
  readonly variables?: JsonObject;
  /** Which other workflows of the workspace may execute this one: any (default), none, or those that `caller_ids` names. */
  readonly caller_policy?: 'any' | 'none' | 'list';
  readonly caller_ids?: readonly string[];
  /** The workflow that is started with what went wrong when an execution fails that nobody started by hand. */
  readonly error_workflow_id?: string;
  /** What an expression that fails does: fails its node (`strict`, the default), or counts as undefined (`lenient`). */
  readonly expression_errors?: 'strict' | 'lenient';
};

/** A workflow as people draw it: the part that a version keeps. */
export type WorkflowGraph = {
  readonly nodes: readonly WorkflowNode[];
  readonly connections: readonly WorkflowConnection[];
  readonly settings: WorkflowSettings;
};
