import type { ExecutionDeps } from '../execution-deps.ts';

export type BulkDeps = ExecutionDeps & {
  /** Lets somebody work on these jobs soon. Never throws: the tick of each minute finds what was not taken up. */
  readonly sendBulkJobs: (ids: readonly string[]) => Promise<void>;
};
