import { z } from 'zod';
import type { Actor } from '../security/permissions.ts';
import type { JsonObject } from '../shared/json/json.ts';
import type { Page } from '../shared/pagination.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import type { ExecutionSummary } from './model/executions.schemas.ts';
import { countFound } from './search/count-found.ts';
import type { ExecutionCount, ExecutionFilter, ListExecutions } from './search/filter.schemas.ts';
import { filterJson } from './search/filter-json.ts';
import { findPage } from './search/find-page.ts';

const positionSchema = z.tuple([z.string(), z.string()]);

/** A page that may have stopped before it was full. */
type ExecutionPage = Page<ExecutionSummary> & { readonly incomplete: boolean };

/** What a cursor is bound to. */
function listOf(workspaceId: string, filter: ExecutionFilter): JsonObject {
  return { list: 'executions', workspace_id: workspaceId, ...filterJson(filter) };
}

/** Executions of the workspace, newest first. Throws `cursor.invalid`, `cursor.expired`. */
export async function listExecutions(
  deps: ExecutionDeps,
  { workspaceId }: Actor,
  { limit, cursor, ...filter }: ListExecutions,
): Promise<ExecutionPage> {
  const list = listOf(workspaceId, filter);
  const position = cursor === undefined ? null : positionSchema.parse(deps.cursors.decode(cursor, list, deps.now()));
  const after = position === null ? null : { createdAt: position[0], id: position[1] };
  const { executions, next, incomplete } = await findPage(deps.db, { workspaceId, filter, after }, limit);
  return {
    data: executions,
    has_more: next !== null,
    next_cursor: next === null ? null : deps.cursors.encode([next.createdAt, next.id], list, deps.now()),
    incomplete,
  };
}

/** How many executions of the workspace a filter finds. */
export function countExecutions(
  deps: ExecutionDeps,
  { workspaceId }: Actor,
  filter: ExecutionFilter,
): Promise<ExecutionCount> {
  return countFound(deps.db, { workspaceId, filter, after: null });
}
