import type { Actor } from '../security/permissions.ts';
import { readPageById } from '../security/read-page.ts';
import type { Page, PageQuery } from '../shared/pagination.ts';
import type { ApiKeyDeps } from './api-key-deps.ts';
import type { ApiKey } from './api-keys.schemas.ts';

/** The keys of the workspace, newest first, revoked ones too. */
export function listApiKeys(
  deps: Pick<ApiKeyDeps, 'apiKeys' | 'cursors' | 'now'>,
  { workspaceId }: Actor,
  { limit, cursor }: PageQuery,
): Promise<Page<ApiKey>> {
  return readPageById(
    deps.cursors,
    { filter: { list: 'api_keys', workspaceId }, limit, cursor, now: deps.now() },
    (after, count) => {
      return deps.apiKeys.list({ workspaceId, after, limit: count });
    },
  );
}
