import type { ErrorMode } from '../engine/expression/config-types.ts';
import type { ExpressionData } from '../engine/expression/expression-data.ts';
import type { ExecutionDeps } from '../executions/execution-deps.ts';
import type { StoredExecution } from '../executions/executions.repository.ts';

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

export type ExpressionDeps = ExecutionDeps & {
  /** A number from 0 up to 1. */
  readonly chance: () => number;
  /** The data that the expressions of a node run read, in an execution that has ended or not. */
  readonly inspect: (stored: StoredExecution, point: InspectedPoint) => Promise<Inspection>;
};
