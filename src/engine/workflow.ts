import type { Delivery } from './effect.ts';
import type { FailureKind } from './failure-kind.ts';
import type { Canvas, CanvasColor, CanvasPoint, CanvasSize } from './graph/canvas.ts';
import type { Item } from './item.ts';
import type { JsonObject } from './json.ts';

/** The handle that a connection uses when it names none. */
export const MAIN_HANDLE = 'main';

/** The output handle that takes the items of a failed run when the node's `on_error` is `error_output`. */
export const ERROR_HANDLE = 'error';

/** How a failed node is retried. `max_attempts` counts the first attempt, so 1 means no retry. Delays in milliseconds. */
export type RetryPolicy = {
  readonly max_attempts: number;
  readonly backoff: 'fixed' | 'exponential';
  readonly delay_ms: number;
  readonly max_delay_ms: number;
  /** From 0 to 1: up to this part of the delay is taken off it at random. */
  readonly jitter: number;
  /** The kinds of failure that are retried. Absent: the failures that the node calls retryable. */
  readonly on?: readonly FailureKind[];
};

/** What happens after the final failure of a node: the execution fails, or items go on from the main or the error output. */
export type OnError = 'stop' | 'continue' | 'error_output';

/** How much history keeps of data: all, only what they are made of, or nothing. */
export type KeepData = 'all' | 'shape' | 'none';

/** Settings that every node has, whatever its type. */
export type NodeSettings = {
  readonly on_error?: OnError;
  readonly retry?: RetryPolicy;
  readonly timeout_ms?: number;
  /** For a writing node: whether an attempt with an unknown outcome is repeated. Absent: as the node's type says. */
  readonly delivery?: Delivery;
  /** The node works on the first item only. */
  readonly execute_once?: boolean;
  /** The node puts out one empty item where it would put out none. */
  readonly always_output_data?: boolean;
  /** What history keeps of the items that the node takes in and brings forth. Default `all`. */
  readonly keep_data?: KeepData;
};

/** One node of a drawn workflow, as stored in `workflows.nodes`. */
export type WorkflowNode = {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly position?: CanvasPoint;
  readonly size?: CanvasSize;
  readonly color?: CanvasColor;
  readonly config: JsonObject;
  /** The id of the credential that the node uses. */
  readonly credentials?: string;
  readonly settings?: NodeSettings;
  /** A disabled node passes its items through. */
  readonly disabled?: boolean;
  readonly notes?: string;
  /** The items on its main output when a person runs the workflow: the node is not performed. */
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

/** A limit for the whole workflow, for each key, or both. */
type FlowLimit = { readonly limit?: number; readonly per_key?: number };

/** What becomes of an execution that may not run at once. */
export type WhenFull = 'queue' | 'drop' | 'refuse';

/** How many executions of a workflow run at the same time, and how often they start: see docs/flow-control.md. */
export type FlowSettings = {
  /** An expression over the trigger's item; what it comes to is the key that `per_key`, `debounce` and `singleton` count by. */
  readonly key?: string;
  /** Executions that have begun and not ended. */
  readonly concurrency?: FlowLimit;
  /** Executions that begin within any stretch of time of this length. */
  readonly rate?: FlowLimit & { readonly window_seconds: number };
  /** Of the calls that follow one another within `seconds`, the first or the last runs; none waits for longer than `max_seconds`. */
  readonly debounce?: { readonly run: 'first' | 'last'; readonly seconds: number; readonly max_seconds?: number };
  /** One at a time per key: what becomes of another one meanwhile. */
  readonly singleton?: WhenFull;
  /** Higher ones go first: a whole number, or an expression that comes to one. */
  readonly priority?: number | string;
  readonly when_full?: WhenFull;
  /** How many may wait. One more is refused. */
  readonly max_waiting?: number;
};

/** How long executions of a workflow are kept, in days; 0: not at all. What is absent is as the workspace says. */
type Retention = { readonly completed_days?: number; readonly failed_days?: number; readonly keep_last?: number };

/** Settings of a workflow, as stored in `workflows.settings`. */
export type WorkflowSettings = {
  /** After so many seconds the execution fails with `execution.timed_out`. Time in which everything waits does not count. */
  readonly timeout_seconds?: number;
  /** IANA name; the zone of `$now` and `$today`. Default UTC. */
  readonly timezone?: string;
  /** Values that expressions read as `$vars` and `variables`. */
  readonly variables?: JsonObject;
  /** Which other workflows of the workspace may execute this one: any (default), none, or those that `caller_ids` names. */
  readonly caller_policy?: 'any' | 'none' | 'list';
  readonly caller_ids?: readonly string[];
  /** The workflow that is started with the error when an execution fails, unless a person started it. */
  readonly error_workflow_id?: string;
  /** A failing expression fails its node (`strict`, the default) or counts as undefined (`lenient`). */
  readonly expression_errors?: 'strict' | 'lenient';
  /** Absent: as many executions as come run at once. */
  readonly flow?: FlowSettings;
  /** Notes and groups of the drawing. */
  readonly canvas?: Canvas;
  readonly retention?: Retention;
  /** What history keeps of the data of all nodes. Default `all`; a node may keep less. */
  readonly keep_data?: KeepData;
};

/** A workflow as people draw it: the part that a version keeps. */
export type WorkflowGraph = {
  readonly nodes: readonly WorkflowNode[];
  readonly connections: readonly WorkflowConnection[];
  readonly settings: WorkflowSettings;
};
