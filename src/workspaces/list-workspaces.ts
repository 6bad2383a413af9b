import { readPageById } from '../security/read-page.ts';
import type { Page, PageQuery } from '../shared/pagination.ts';
import type { WorkspaceDeps } from './workspace-deps.ts';
import type { Workspace } from './workspaces.schemas.ts';

/** The workspaces that a user belongs to, oldest first. */
export function listWorkspaces(
  deps: Pick<WorkspaceDeps, 'workspaces' | 'cursors' | 'now'>,
  { userId }: { readonly userId: string },
  { limit, cursor }: PageQuery,
): Promise<Page<Workspace>> {
  return readPageById(
    deps.cursors,
    { filter: { list: 'workspaces', userId }, limit, cursor, now: deps.now() },
    (after, count) => {
      return deps.workspaces.list({ userId, after, limit: count });
    },
  );
}
