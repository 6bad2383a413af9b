import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { AUDITED, type AuditEntry } from '../../audit/audited-change.ts';
import type { AuthDatabase } from '../../db/client.ts';
import { changeUser } from '../change-locked.ts';
import { SESSION_LIVES } from '../factors/factor-statements.ts';
import { userIdentities } from './identities.table.ts';
import { type IdentityRow, insertIdentity } from './identity-row.ts';
import type { Identity } from './providers.schemas.ts';

/** A link of an identity to an account. */
type IdentityLink = {
  readonly userId: string;
  /** The session in which it was begun. */
  readonly sessionId: string;
  readonly identity: IdentityRow;
  readonly audit: AuditEntry;
};

type IdentityRemoval = { readonly id: string; readonly userId: string; readonly audit: AuditEntry };

export type IdentityRepository = {
  /** Whose identity it is, and notes its use; `null`: nobody's. */
  use(identity: { readonly issuer: string; readonly subject: string }, now: number): Promise<string | null>;
  /** `taken`: another user has it. One that the user has already stays as it is. `session_over`: the session has ended. */
  link(link: IdentityLink): Promise<'linked' | 'taken' | 'session_over'>;
  list(userId: string): Promise<Identity[]>;
  /** `last`: nothing else leads into the account. */
  remove(removal: IdentityRemoval): Promise<'removed' | 'missing' | 'last'>;
};

const USE = `UPDATE user_identities SET last_used_at = $3::timestamptz
WHERE issuer = $1 AND subject = $2 RETURNING user_id`;

/** `$1`: an {@link IdentityLink} as JSON. */
const LINK = `
WITH owner AS (
  SELECT id FROM users WHERE id = ($1::json->>'userId')::uuid AND status = 'active' AND ${SESSION_LIVES.trim()}
), changed AS (${insertIdentity('owner')}
  RETURNING user_id
), ${AUDITED}
SELECT (SELECT count(*)::int FROM owner) AS may_link, (SELECT count(*)::int FROM changed) AS linked`;

const OWNER = 'SELECT user_id FROM user_identities WHERE issuer = $1 AND subject = $2';

/**
 * `$1`: an {@link IdentityRemoval} as JSON. The row of the user is locked, so that two removals at once don't each take the other for
 * the way in that is left.
 */
const REMOVE = `
WITH owner AS (
  SELECT id, password_hash FROM users WHERE id = ($1::json->>'userId')::uuid FOR UPDATE
), target AS (
  SELECT i.id, o.password_hash LIKE '$2%'
    OR EXISTS (SELECT 1 FROM user_identities AS other WHERE other.user_id = o.id AND other.id <> i.id)
    OR EXISTS (SELECT 1 FROM passkeys AS p WHERE p.user_id = o.id) AS another
  FROM owner AS o JOIN user_identities AS i ON i.user_id = o.id
  WHERE i.id = ($1::json->>'id')::uuid
), changed AS (
  DELETE FROM user_identities AS i USING target AS t WHERE i.id = t.id AND t.another RETURNING i.id
), ${AUDITED}
SELECT another FROM target`;

const linkRows = z.tuple([z.object({ may_link: z.number(), linked: z.number() })]);

const removalRows = z.array(z.object({ another: z.boolean() })).max(1);

export function createIdentityRepository(db: AuthDatabase): IdentityRepository {
  return {
    async use({ issuer, subject }, now) {
      const [row] = await db.sql.query(USE, [issuer, subject, new Date(now).toISOString()]);
      return row === undefined ? null : String(row.user_id);
    },
    async link(link) {
      const [{ may_link, linked }] = linkRows.parse(await changeUser(db, { statement: LINK, input: link }));
      if (may_link === 0) return 'session_over';
      if (linked === 1) return 'linked';
      const { issuer, subject } = link.identity;
      const [owner] = await db.sql.query(OWNER, [issuer, subject]);
      return owner?.user_id === link.userId ? 'linked' : 'taken';
    },
    async list(userId) {
      const rows = await db.orm
        .select()
        .from(userIdentities)
        .where(eq(userIdentities.user_id, userId))
        .orderBy(desc(userIdentities.id));
      return rows.map(({ id, provider, email, created_at, last_used_at }) => ({
        id,
        provider,
        email,
        created_at: created_at.toISOString(),
        last_used_at: last_used_at?.toISOString() ?? null,
      }));
    },
    async remove(removal) {
      const [row] = removalRows.parse(await db.sql.query(REMOVE, [JSON.stringify(removal)]));
      if (row === undefined) return 'missing';
      return row.another ? 'removed' : 'last';
    },
  };
}
