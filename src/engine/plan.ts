import type { Delivery, Effect } from './effect.ts';
import type { OnError, RetryPolicy, WorkflowNode, WorkflowSettings } from './workflow.ts';

/** A connection of a compiled workflow. Numbers that stand for nodes and connections are their indices in the plan. */
export type PlanConnection = {
  readonly index: number;
  readonly source: number;
  readonly sourceHandle: string;
  readonly target: number;
  readonly targetHandle: string;
  /** Whether it closes a loop: it ends at the loop node whose body it comes from. */
  readonly back: boolean;
};

/** A node of a compiled workflow. */
export type PlanNode = {
  readonly index: number;
  /** The node as drawn. */
  readonly node: WorkflowNode;
  readonly kind: 'trigger' | 'action' | 'logic';
  readonly inputs: readonly string[];
  /** Output handles in order; `error` is the last one where `on_error` is `error_output`. */
  readonly outputs: readonly string[];
  readonly effect: Effect;
  readonly delivery: Delivery;
  readonly onError: OnError;
  readonly retry: RetryPolicy;
  readonly timeoutMs: number;
  readonly disabled: boolean;
  /** Whether it is a loop node, which may close a cycle. */
  readonly isLoop: boolean;
  /** Indices of the connections that end here, in the order of the input handles, then as in the graph. */
  readonly incoming: readonly number[];
  /** Indices of the connections that start here. */
  readonly outgoing: readonly number[];
  /** For a loop node, the indices of the nodes whose innermost loop it is (an inner loop's body is its own); otherwise empty. */
  readonly body: readonly number[];
  /** The index of the innermost loop node whose body this node belongs to, or `null`. */
  readonly loop: number | null;
};

/** A workflow version compiled for running: immutable, made once per version. */
export type Plan = {
  readonly nodes: readonly PlanNode[];
  readonly connections: readonly PlanConnection[];
  /** Node index by node id. */
  readonly byId: ReadonlyMap<string, number>;
  /** Indices of the trigger nodes. */
  readonly triggers: readonly number[];
  readonly settings: WorkflowSettings;
  readonly timeoutMs: number;
  /** Whether any enabled node writes: such an execution is promoted before its first effect. */
  readonly hasEffects: boolean;
};
