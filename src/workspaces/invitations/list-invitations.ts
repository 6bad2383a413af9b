import type { Actor } from '../../security/permissions.ts';
import { readPageById } from '../../security/read-page.ts';
import type { Page, PageQuery } from '../../shared/pagination.ts';
import type { InvitationDeps } from './invitation-deps.ts';
import type { Invitation } from './invitations.schemas.ts';

/** The invitations of the workspace, newest first, those that no longer count too. */
export function listInvitations(
  deps: InvitationDeps,
  { workspaceId }: Actor,
  { limit, cursor }: PageQuery,
): Promise<Page<Invitation>> {
  const time = deps.now();
  const now = new Date(time).toISOString();
  return readPageById(
    deps.cursors,
    { filter: { list: 'invitations', workspaceId }, limit, cursor, now: time },
    (after, count) => {
      return deps.invitations.list({ workspaceId, now, after, limit: count });
    },
  );
}
