import { z } from 'zod';
import type { Actor } from '../security/permissions.ts';
import { readPage } from '../security/read-page.ts';
import type { Page } from '../shared/pagination.ts';
import type { CredentialDeps } from './credential-deps.ts';
import { sharedRoles } from './credential-roles.ts';
import type { CredentialSummary, ListCredentials } from './credentials.schemas.ts';

const positionSchema = z.tuple([z.uuid()]);

/** The credentials of the workspace, newest first. */
export function listCredentials(
  deps: Pick<CredentialDeps, 'credentials' | 'cursors' | 'now'>,
  { workspaceId, role }: Actor,
  { limit, cursor, type }: ListCredentials,
): Promise<Page<CredentialSummary>> {
  const filter = { list: 'credentials', workspaceId, role, type: type ?? null };
  return readPage(
    deps.cursors,
    { filter, limit, cursor, now: deps.now() },
    {
      after: (position, count) => {
        const after = position === null ? null : positionSchema.parse(position)[0];
        return deps.credentials.list(workspaceId, { type, roles: sharedRoles(role), after, limit: count });
      },
      positionOf: ({ id }) => [id],
    },
  );
}
