import { type Page, type PageQuery, toPage } from '../shared/pagination.ts';
import type { WorkspaceDeps } from './workspace-deps.ts';
import type { Workspace } from './workspaces.schemas.ts';

/** The workspaces that a user belongs to, oldest first. */
export async function listWorkspaces(
  deps: Pick<WorkspaceDeps, 'workspaces' | 'cursors' | 'now'>,
  userId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<Workspace>> {
  const { cursors, now } = deps;
  const filter = { list: 'workspaces', user_id: userId };
  const [after = null] = cursor === undefined ? [] : cursors.decode(cursor, filter, now());
  const rows = await deps.workspaces.list({ userId, after: after === null ? null : String(after), limit: limit + 1 });
  return toPage(rows, limit, ({ id }) => cursors.encode([id], filter, now()));
}
