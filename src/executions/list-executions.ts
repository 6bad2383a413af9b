import type { Actor } from '../security/permissions.ts';
import { type Page, toPage } from '../shared/pagination.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import type { ExecutionPosition } from './executions.repository.ts';
import type { ExecutionSummary, ListExecutions } from './model/executions.schemas.ts';

/** Executions of the workspace, newest first. Throws `cursor.invalid`, `cursor.expired`. */
export async function listExecutions(
  deps: ExecutionDeps,
  actor: Actor,
  { limit, cursor, ...filter }: ListExecutions,
): Promise<Page<ExecutionSummary>> {
  const bound = { list: 'executions', workspace_id: actor.workspaceId, ...definedOnly(filter) };
  const after = cursor === undefined ? null : toPosition(deps.cursors.decode(cursor, bound, deps.now()));
  const rows = await deps.executions.list(actor.workspaceId, filter, { after, limit: limit + 1 });
  return toPage(rows, limit, (last) => deps.cursors.encode([last.created_at, last.id], bound, deps.now()));
}

function definedOnly(filter: Omit<ListExecutions, 'limit' | 'cursor'>): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function toPosition([createdAt, id]: readonly (string | number)[]): ExecutionPosition {
  return { createdAt: new Date(createdAt ?? 0), id: String(id) };
}
