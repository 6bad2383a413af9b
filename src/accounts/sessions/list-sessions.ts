import { readPageById } from '../../security/read-page.ts';
import type { Page, PageQuery } from '../../shared/pagination.ts';
import type { AccountDeps, SessionHolder } from '../account-deps.ts';
import type { Session } from './sessions.schemas.ts';

/** The live sessions of the user, newest first. */
export function listSessions(
  deps: Pick<AccountDeps, 'sessions' | 'cursors' | 'now'>,
  { userId, sessionId }: Pick<SessionHolder, 'userId' | 'sessionId'>,
  { limit, cursor }: PageQuery,
): Promise<Page<Session>> {
  const now = deps.now();
  return readPageById(
    deps.cursors,
    { filter: { list: 'sessions', userId }, limit, cursor, now },
    async (after, count) => {
      const rows = await deps.sessions.listLive({ userId, after, limit: count, now });
      return rows.map(({ created_at, last_used_at, ...session }) => ({
        ...session,
        created_at: created_at.toISOString(),
        last_used_at: last_used_at?.toISOString() ?? null,
        current: session.id === sessionId,
      }));
    },
  );
}
