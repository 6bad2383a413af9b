import type { JsonValue } from '../../engine/json.ts';
import type { ExecutionMetadata } from '../../shared/execution-metadata.ts';
import type { LogLine } from '../../shared/log-line.ts';

/** What may start an execution. */
export const TRIGGER_TYPES = ['manual', 'schedule', 'webhook', 'api', 'error', 'workflow', 'form', 'poll'] as const;

/** What started an execution: `executions.trigger_type`. */
export type TriggerType = (typeof TRIGGER_TYPES)[number];

/** An execution that is to be accepted. Times in milliseconds since the epoch. */
export type NewExecution = {
  readonly id: string;
  readonly createdAt: number;
  readonly workflowId: string;
  readonly workspaceId: string;
  readonly triggeredBy: string | null;
  readonly workflowVersion: number;
  readonly triggerType: TriggerType;
  readonly triggerNodeId: string;
  readonly triggerData: JsonValue;
  readonly inputData: JsonValue;
  readonly hasEffects: boolean;
  readonly nodesTotal: number;
  readonly dedupeKey: string | null;
  /** Until when the key counts; afterwards it may start another execution. */
  readonly dedupeUntil: number;
  readonly parentExecutionId: string | null;
  readonly retryCount: number;
  /** When it is to start; `null`: at once. */
  readonly startAt: number | null;
  /** Callers above this one: 0 for an execution that no other one called. */
  readonly depth: number;
  /** How it differs from a whole run of its version; `null`: not at all. */
  readonly runOptions: JsonValue;
  /** The key by which the gate of its workflow counts it; `null`: no gate knows it. */
  readonly flowKey: string | null;
  /** Whether somebody wants to see it live, from its first node on. */
  readonly watched: boolean;
};

/** How an execution ended: what the terminal statement writes to its row. */
export type ExecutionEnding = {
  readonly status: 'completed' | 'failed' | 'cancelled';
  readonly startedAt: number;
  readonly completedAt: number;
  readonly outputData: JsonValue;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly errorNodeId: string | null;
  readonly nodesTotal: number;
  readonly nodesCompleted: number;
  /** What the caller was answered, so that a duplicate gets the same. */
  readonly response: JsonValue;
  /** Searchable values that nodes gave; `null` for none. */
  readonly metadata: ExecutionMetadata | null;
};

/**
 * Where the outputs of a node run came from: it was performed, they were pinned to it, or an earlier execution had
 * them.
 */
export type NodeSource = 'performed' | 'pinned' | 'reused';

/** One row of `node_executions`. */
export type NodeRecord = {
  readonly id: string;
  readonly nodeId: string;
  readonly nodeType: string;
  readonly nodeName: string;
  readonly status: string;
  readonly runIndex: number;
  readonly position: number;
  /** Where the input came from; the items themselves stand in the outputs of those rows. */
  readonly inputData: JsonValue;
  readonly outputData: JsonValue;
  /** What the node wrote; `null` for nothing. */
  readonly logs: readonly LogLine[] | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly durationMs: number | null;
  readonly source: NodeSource;
  readonly retryCount: number;
};

/** What is kept of an execution whose workflow does not keep all of it, in place of what it began with. */
export type KeptInput = {
  readonly triggerData: JsonValue;
  readonly inputData: JsonValue;
  /** What is forgotten when those have it who wait for its end: the answer, or the row, and then no node runs are written at all. */
  readonly forget: 'answer' | 'row';
};

/** An execution that a runner has claimed. The epoch fences it, the version never changes. */
export type ClaimedExecution = {
  readonly id: string;
  readonly createdAt: number;
  readonly epoch: number;
  readonly workflowId: string;
  readonly workspaceId: string;
  readonly workflowVersion: number;
  readonly triggerType: TriggerType;
  readonly triggerNodeId: string;
  readonly triggerData: JsonValue;
  readonly inputData: JsonValue;
  readonly hasEffects: boolean;
  readonly startedAt: number;
  readonly cancelRequested: boolean;
  readonly depth: number;
  readonly runOptions: JsonValue;
  /** How often it had been resumed when it was claimed. */
  readonly resumeCount: number;
  /** How often somebody had begun to watch it; 0: nobody ever did. */
  readonly watchCount: number;
  /** The facts that an earlier runner wrote into its row; `null` for none. */
  readonly journal: string | null;
  /** The key by which the gate of its workflow has let it in; `null`: it has not asked it. */
  readonly flowKey: string | null;
  /** Whether the gate of its workspace has let it in. */
  readonly inSharedGate: boolean;
  /** How many executions its workspace may run at once; `null`: any number. */
  readonly workspaceLimit: number | null;
};
