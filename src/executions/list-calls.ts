import type { Actor } from '../security/permissions.ts';
import { type Page, type PageQuery, toPage } from '../shared/pagination.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { loadExecution } from './get-execution.ts';
import type { ExecutionCall } from './model/execution-calls.schemas.ts';

/** The executions that an execution has called, in the order of the calls. Throws `executions.not_found`, `cursor.*`. */
export async function listCalls(
  deps: ExecutionDeps,
  actor: Actor,
  { id, limit, cursor }: PageQuery & { id: string },
): Promise<Page<ExecutionCall>> {
  await loadExecution(deps, actor, id);
  const bound = { list: 'execution_calls', execution_id: id };
  const after = cursor === undefined ? null : String(deps.cursors.decode(cursor, bound, deps.now())[0]);
  const rows = await deps.calls.list(id, { after, limit: limit + 1 });
  return toPage(rows, limit, (last) => deps.cursors.encode([last.execution_id], bound, deps.now()));
}
