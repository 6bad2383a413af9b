import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { sessions, users } from '../accounts.table.ts';
import type { SessionRow, SessionSecrets } from './session-row.ts';

type Rotation = { readonly used: string; readonly secrets: SessionSecrets; readonly now: number };

export type SessionRepository = {
  insert(session: SessionRow): Promise<void>;
  /** The active user of a session that is neither revoked nor expired. */
  findLiveUser(sessionId: string, now: number): Promise<string | null>;
  /** Replaces the session's tokens if `used` is the hash of its present refresh token; says whether it was. */
  rotate(sessionId: string, rotation: Rotation): Promise<boolean>;
  revoke(sessionId: string, now: number): Promise<void>;
};

export function createSessionRepository(db: Database): SessionRepository {
  return {
    insert: async (session) => {
      await db.orm.insert(sessions).values(session);
    },
    findLiveUser: async (sessionId, now) => {
      const live = and(eq(sessions.id, sessionId), isNull(sessions.revoked_at), gt(sessions.expires_at, new Date(now)));
      const [row] = await db.orm
        .select({ userId: users.id })
        .from(sessions)
        .innerJoin(users, and(eq(users.id, sessions.user_id), eq(users.status, 'active')))
        .where(live);
      return row?.userId ?? null;
    },
    rotate: async (sessionId, { used, secrets, now }) => {
      const current = and(eq(sessions.id, sessionId), eq(sessions.refresh_hash, used), isNull(sessions.revoked_at));
      const rotated = await db.orm
        .update(sessions)
        .set({ ...secrets, last_used_at: new Date(now) })
        .where(current)
        .returning({ id: sessions.id });
      return rotated.length === 1;
    },
    revoke: async (sessionId, now) => {
      const live = and(eq(sessions.id, sessionId), isNull(sessions.revoked_at));
      await db.orm
        .update(sessions)
        .set({ revoked_at: new Date(now) })
        .where(live);
    },
  };
}
