import { z } from 'zod';
import type { Actor } from '../security/permissions.ts';
import type { JsonObject } from '../shared/json/json.ts';
import type { Page } from '../shared/pagination.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import type { ListedExecution } from './model/executions.schemas.ts';
import { countFound } from './search/count-found.ts';
import type { ExecutionCount, ExecutionFilter, ListExecutions } from './search/filter.schemas.ts';
import { filterJson } from './search/filter-json.ts';
import { findPage } from './search/find-page.ts';

const positionSchema = z.tuple([z.string(), z.string()]);

/** A page that may have stopped before it was full. */
type ExecutionPage = Page<ListedExecution> & { readonly incomplete: boolean };

/** What a cursor is bound to. */
function listOf(workspaceId: string, filter: ExecutionFilter): JsonObject {
  return { list: 'executions', workspace_id: workspaceId, ...filterJson(filter) };
}

/** The same without names that the actor may not see. */
function shownTo({ permissions }: Actor, execution: ListedExecution): ListedExecution {
  return {
    ...execution,
    workflow_name: permissions.has('workflows:read') ? execution.workflow_name : null,
    triggered_by_name: permissions.has('members:read') ? execution.triggered_by_name : null,
  };
}

/** Executions of the workspace, newest first. Throws `cursor.invalid`, `cursor.expired`. */
export async function listExecutions(
  deps: ExecutionDeps,
  actor: Actor,
  { limit, cursor, ...filter }: ListExecutions,
): Promise<ExecutionPage> {
  const { workspaceId } = actor;
  const list = listOf(workspaceId, filter);
  const position = cursor === undefined ? null : positionSchema.parse(deps.cursors.decode(cursor, list, deps.now()));
  const after = position === null ? null : { createdAt: position[0], id: position[1] };
  const { executions, next, incomplete } = await findPage(deps.db, { workspaceId, filter, after }, limit);
  return {
    data: executions.map((execution) => shownTo(actor, execution)),
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
