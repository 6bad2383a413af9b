import { z } from 'zod';
import type { Actor } from '../../security/permissions.ts';
import { AppError } from '../../shared/errors.ts';
import { inGroups } from '../../shared/in-groups.ts';
import { consoleLog } from '../../shared/log.ts';
import { cancelExecution } from '../cancel-execution.ts';
import type { ExecutionSummary } from '../model/executions.schemas.ts';
import { startRetry } from '../retry-execution.ts';
import type { BulkKind } from './bulk.schemas.ts';
import type { BulkDeps } from './bulk-deps.ts';
import type { StoredJob } from './bulk-rows.ts';
import { DELETE_EXECUTIONS } from './bulk-statements.ts';

/** What became of an execution. `noted`: done, and counted already. `pending`: it is too young, and its turn comes later. */
export type Treated =
  | { readonly type: 'done' | 'noted' | 'skipped' | 'pending' }
  | { readonly type: 'failed'; readonly code: string };

/** A batch of a job: some of the executions that it found, and for whom it works. */
export type Batch = {
  readonly job: StoredJob;
  readonly actor: Actor;
  readonly executions: readonly ExecutionSummary[];
};

/** Executions that are treated at the same time. */
const AT_ONCE = 5;

/** Codes that say that there is nothing to be done: somebody was first. */
const NOT_APPLICABLE: ReadonlySet<string> = new Set([
  'executions.already_ended',
  'executions.not_ended',
  'executions.not_found',
]);

function refused(execution: ExecutionSummary, error: unknown): Treated {
  if (error instanceof AppError) {
    return NOT_APPLICABLE.has(error.code) ? { type: 'skipped' } : { type: 'failed', code: error.code };
  }
  const message = 'A bulk job could not do its work to an execution.';
  consoleLog({ level: 'error', message, execution: execution.id, error });
  return { type: 'failed', code: 'internal' };
}

function eachOf(batch: Batch, treat: (execution: ExecutionSummary) => Promise<unknown>): Promise<readonly Treated[]> {
  return inGroups(batch.executions, AT_ONCE, async (execution): Promise<Treated> => {
    try {
      await treat(execution);
      return { type: 'done' };
    } catch (error) {
      return refused(execution, error);
    }
  });
}

/** The key lets a job start one retry of an execution, however often it comes to it again after a crash. */
function retryAll(deps: BulkDeps, batch: Batch): Promise<readonly Treated[]> {
  const { job, actor } = batch;
  const { version = 'original', from = 'start' } = job.options;
  return eachOf(batch, ({ id }) => startRetry(deps, actor, { id, version, from, key: `bulk:${job.id}:${id}` }));
}

function cancelAll(deps: BulkDeps, batch: Batch): Promise<readonly Treated[]> {
  return eachOf(batch, ({ id }) => cancelExecution(deps, batch.actor, id));
}

const deletedRows = z.array(z.object({ gone: z.boolean(), ended: z.boolean().nullable() }));

async function deleteAll(deps: BulkDeps, { job, executions }: Batch): Promise<readonly Treated[]> {
  const keys = executions.map(({ id, created_at }) => ({ id, created_at }));
  const parameters = [JSON.stringify(keys), job.workspace_id, job.id, job.revision];
  return deletedRows
    .parse(await deps.databases.system.sql.query(DELETE_EXECUTIONS, parameters))
    .map(({ gone, ended }): Treated => {
      if (gone) return { type: 'noted' };
      return { type: ended === true ? 'pending' : 'skipped' };
    });
}

/** Does to a batch what its job is for. What fails for one execution touches no other. */
export const TREATMENTS: {
  readonly [kind in BulkKind]: (deps: BulkDeps, batch: Batch) => Promise<readonly Treated[]>;
} = { retry: retryAll, cancel: cancelAll, delete: deleteAll };
