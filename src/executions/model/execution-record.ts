import type { JsonValue } from '../../engine/json.ts';
import type { ExecutionMetadata } from '../../shared/execution-metadata.ts';
import type { LogLine } from '../../shared/log-line.ts';

/** What started an execution: `executions.trigger_type`. */
export type TriggerType = 'manual' | 'schedule' | 'webhook' | 'api' | 'error' | 'workflow';

/** An execution as intake makes it. Times in milliseconds since the epoch. */
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
  readonly parentExecutionId: string | null;
  readonly retryCount: number;
  /** How many executions called one another down to this one. */
  readonly depth: number;
  /** How it differs from a whole run of its version; `null`: not at all. */
  readonly runOptions: JsonValue;
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

/** Where the outputs of a node run came from: performing it, data pinned to it, or an earlier execution. */
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

/** An execution that a runner has taken: pinned to a version, fenced by its epoch. */
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
  /** How often something had come for it when it was taken. */
  readonly resumeCount: number;
  /** The facts that its row holds, as an earlier runner wrote them; `null` for none. */
  readonly journal: string | null;
};
