import { z } from 'zod';
import type { Actor } from '../security/permissions.ts';
import { readPage } from '../security/read-page.ts';
import type { Page, PageQuery } from '../shared/pagination.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { loadExecution } from './get-execution.ts';
import type { ExecutionCall } from './model/execution-calls.schemas.ts';

const positionSchema = z.tuple([z.string()]);

/** The executions that an execution has called, in the order of the calls. Throws `executions.not_found`, `cursor.*`. */
export async function listCalls(
  deps: ExecutionDeps,
  actor: Actor,
  { id, limit, cursor }: PageQuery & { id: string },
): Promise<Page<ExecutionCall>> {
  await loadExecution(deps, actor, id);
  return readPage(
    deps.cursors,
    { filter: { list: 'execution_calls', execution_id: id }, limit, cursor, now: deps.now() },
    {
      after: (position, count) => {
        const after = position === null ? null : positionSchema.parse(position)[0];
        return deps.calls.list(id, { after, limit: count });
      },
      positionOf: ({ execution_id }) => [execution_id],
    },
  );
}
