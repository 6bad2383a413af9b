import type { ErrorMode } from '../engine/expression/config-types.ts';
import type { ExpressionData } from '../engine/expression/expression-data.ts';
import type { WorkflowGraph } from '../engine/workflow.ts';
import type { ExecutionDeps } from '../executions/execution-deps.ts';
import type { StoredExecution } from '../executions/executions.repository.ts';
import type { Actor } from '../security/permissions.ts';
import type { RawGraph } from '../workflows/graph/parse-graph.ts';

/** A run of a node, and one of its items. `runIndex`: `undefined` for the latest run. */
export type InspectedPoint = {
  readonly nodeId: string;
  readonly runIndex: number | undefined;
  readonly itemIndex: number;
};

/** The data that a node run reads, or why they are not there. `cut`: they were too large for history; `redacted`: the workflow does not
 * keep them. */
export type Inspection =
  | { readonly type: 'data'; readonly data: ExpressionData; readonly errors: ErrorMode }
  | { readonly type: 'not_found' }
  | { readonly type: 'cut' }
  | { readonly type: 'redacted' };

/** A drawing of a workflow, saved or not. */
export type Drawing = {
  readonly workflowId: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly graph: WorkflowGraph;
};

export type ExpressionDeps = ExecutionDeps & {
  /** A number from 0 up to 1. */
  readonly chance: () => number;
  /** The data that the expressions of a node run read, in an execution that has ended or not. */
  readonly inspect: (stored: StoredExecution, point: InspectedPoint) => Promise<Inspection>;
  /** The drawing of a workflow as it stands, or this one of it. Throws `workflows.not_found`, `workflows.graph_too_large`. */
  readonly drawingOf: (actor: Actor, workflowId: string, raw: RawGraph | undefined) => Promise<Drawing>;
  /** The data that a node of a drawing would read if it ran now, over those of an execution. */
  readonly inspectDrawing: (
    of: { readonly drawing: Drawing; readonly stored: StoredExecution | null },
    point: InspectedPoint,
  ) => Promise<Inspection>;
};
