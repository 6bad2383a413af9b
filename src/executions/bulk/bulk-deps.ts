import type { Databases } from '../../db/databases.ts';
import type { ExecutionDeps } from '../execution-deps.ts';

export type BulkDeps = ExecutionDeps & {
  /** Who works on a job is the platform; what it finds and does to executions, it does on behalf of whoever asked for it. */
  readonly databases: Pick<Databases, 'auth' | 'system'>;
  /** Lets somebody work on these jobs soon. Never throws: the tick of each minute finds what was not taken up. */
  readonly sendBulkJobs: (ids: readonly string[]) => Promise<void>;
};
