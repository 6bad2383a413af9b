import type { Actor } from '../security/permissions.ts';
import { readPageById } from '../security/read-page.ts';
import type { Page } from '../shared/pagination.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import type { ListWorkflows, WorkflowSummary } from './model/workflows.schemas.ts';

/** The workflows of the workspace, newest first. */
export function listWorkflows(
  deps: Pick<WorkflowDeps, 'workflows' | 'cursors' | 'now'>,
  { workspaceId }: Actor,
  { limit, cursor, status, tag, search }: ListWorkflows,
): Promise<Page<WorkflowSummary>> {
  const filter = { list: 'workflows', workspaceId, status: status ?? null, tag: tag ?? null, search: search ?? null };
  return readPageById(deps.cursors, { filter, limit, cursor, now: deps.now() }, (after, count) => {
    return deps.workflows.list(workspaceId, { status, tag, search, after, limit: count });
  });
}
