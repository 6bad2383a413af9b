import type { ErrorMode } from '../engine/expression/config-types.ts';
import type { ExpressionData } from '../engine/expression/expression-data.ts';
import type { ExecutionDeps } from '../executions/execution-deps.ts';
import type { StoredExecution } from '../executions/executions.repository.ts';

/** A run of a node of an execution; without `runIndex` its latest one. */
export type InspectedPoint = {
  readonly nodeId: string;
  readonly runIndex: number | undefined;
  readonly itemIndex: number;
};

/** What a node run reads, or why that cannot be told. */
export type Inspection =
  | { readonly type: 'data'; readonly data: ExpressionData; readonly errors: ErrorMode }
  | { readonly type: 'not_found' }
  | { readonly type: 'cut' };

export type ExpressionDeps = ExecutionDeps & {
  /** A number from 0 up to 1. */
  readonly chance: () => number;
  /** The data of an execution, past or live, as a run of one of its nodes reads them. */
  readonly inspect: (stored: StoredExecution, point: InspectedPoint) => Promise<Inspection>;
};
