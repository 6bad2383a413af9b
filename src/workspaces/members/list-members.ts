import { z } from 'zod';
import type { Actor } from '../../security/permissions.ts';
import { readPage } from '../../security/read-page.ts';
import type { Page, PageQuery } from '../../shared/pagination.ts';
import type { MemberDeps } from './member-deps.ts';
import type { Member } from './members.schemas.ts';

const positionSchema = z.tuple([z.uuid()]);

/** Who belongs to the workspace, in the order in which they joined. */
export async function listMembers(
  deps: MemberDeps,
  { workspaceId }: Actor,
  { limit, cursor }: PageQuery,
): Promise<Page<Member>> {
  const page = await readPage(
    deps.cursors,
    { filter: { list: 'members', workspaceId }, limit, cursor, now: deps.now() },
    {
      after: (position, count) => {
        const after = position === null ? null : positionSchema.parse(position)[0];
        return deps.members.list({ workspaceId, after, limit: count });
      },
      positionOf: ({ id }) => [id],
    },
  );
  return { ...page, data: page.data.map(({ member }) => member) };
}
