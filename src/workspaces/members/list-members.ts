import type { Actor } from '../../security/permissions.ts';
import { readPageById } from '../../security/read-page.ts';
import type { Page, PageQuery } from '../../shared/pagination.ts';
import type { MemberDeps } from './member-deps.ts';
import type { Member } from './members.schemas.ts';

/** Who belongs to the workspace, in the order in which they joined. */
export async function listMembers(
  deps: MemberDeps,
  { workspaceId }: Actor,
  { limit, cursor }: PageQuery,
): Promise<Page<Member>> {
  const page = await readPageById(
    deps.cursors,
    { filter: { list: 'members', workspaceId }, limit, cursor, now: deps.now() },
    (after, count) => {
      return deps.members.list({ workspaceId, after, limit: count });
    },
  );
  return { ...page, data: page.data.map(({ member }) => member) };
}
