import { and, desc, eq, gt, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { AuthDatabase } from '../../db/client.ts';
import { sessions, users } from '../accounts.table.ts';
import type { SessionRow } from './session-row.ts';

/** The live sessions of a user, newest first: those before the one with this id. */
type SessionListing = {
  readonly userId: string;
  readonly after: string | null;
  readonly limit: number;
  readonly now: number;
};

/** A session as its user sees it. */
type OwnSession = Pick<SessionRow, 'id' | 'ip_address' | 'user_agent' | 'created_at'> & {
  readonly last_used_at: Date | null;
};

/** What is read of the sessions of a user. */
export type SessionReads = {
  listLive(listing: SessionListing): Promise<OwnSession[]>;
  /** The addresses from which the sessions of the user with this email were opened or refreshed, and used since. */
  addressesOf(email: string, since: number): Promise<string[]>;
};

/** Beyond so many addresses of a user, further ones are not looked at. */
const MAX_KNOWN_ADDRESSES = 500;

export function isLive(now: number): SQL | undefined {
  return and(isNull(sessions.revoked_at), gt(sessions.expires_at, new Date(now)));
}

export function createSessionReads(db: AuthDatabase): SessionReads {
  return {
    listLive: ({ userId, after, limit, now }) => {
      const { id, ip_address, user_agent, created_at, last_used_at } = sessions;
      const earlier = after === null ? undefined : lt(id, after);
      return db.orm
        .select({ id, ip_address, user_agent, created_at, last_used_at })
        .from(sessions)
        .where(and(eq(sessions.user_id, userId), isLive(now), earlier))
        .orderBy(desc(id))
        .limit(limit);
    },
    addressesOf: async (email, since) => {
      const rows = await db.orm
        .selectDistinct({ address: sessions.ip_address })
        .from(sessions)
        .innerJoin(users, and(eq(users.id, sessions.user_id), eq(sql`lower(${users.email})`, email)))
        .where(and(gt(sessions.last_used_at, new Date(since)), isNotNull(sessions.ip_address)))
        .limit(MAX_KNOWN_ADDRESSES);
      return rows.flatMap(({ address }) => address ?? []);
    },
  };
}
