import { z } from 'zod';
import type { AuthDatabase } from '../db/client.ts';
import type { AccessLookup, SessionAccess } from '../security/access.ts';
import { ROLES } from '../security/permissions.ts';

const sessionRow = z.object({
  user_id: z.string(),
  role: z.enum(ROLES).nullable(),
  confirmed_at: z.string().nullable(),
  factor_passed: z.boolean(),
  factor_missing: z.boolean(),
  being_deleted: z.boolean(),
});
const sessionRows = z.array(sessionRow).max(1);

const keyRows = z
  .array(
    z.object({
      id: z.string(),
      user_id: z.string().nullable(),
      workspace_id: z.string(),
      role: z.enum(ROLES),
      scopes: z.array(z.string()),
      factor_missing: z.boolean(),
    }),
  )
  .max(1);

/** Whether the workspace `w` wants a second factor of its members. */
export const ASKS_FOR_FACTOR = `COALESCE(w.settings->>'mfa_required', 'false') = 'true'`;

/** Whether what was last used then has to be noted: to the minute, for a write per request would cost more than it tells. */
const isStale = (used: string, now: string): string =>
  `${used} IS NULL OR ${used} < ${now}::timestamptz - interval '1 minute'`;

const BY_SESSION = `
SELECT s.user_id, m.role, to_json(s.confirmed_at) #>> '{}' AS confirmed_at, w.deleted_at IS NOT NULL AS being_deleted,
  u.mfa_enabled AND s.factor IS NOT NULL AS factor_passed,
  ${ASKS_FOR_FACTOR} AND NOT (u.mfa_enabled AND s.factor IS NOT NULL) AS factor_missing,
  CASE WHEN ${isStale('s.last_used_at', '$3')} THEN touch_session(s.id, $3) END
FROM sessions s
JOIN users u ON u.id = s.user_id AND u.status = 'active'
LEFT JOIN workspace_members m ON m.user_id = s.user_id AND m.workspace_id = $2
LEFT JOIN workspaces w ON w.id = m.workspace_id
WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > $3`;

/** `which`: how a key `k` is found by `$1`. */
const byApiKey = (which: string): string => `
SELECT k.id, k.user_id, k.workspace_id, k.scopes, COALESCE(k.service_role, m.role) AS role,
  ${ASKS_FOR_FACTOR} AND k.service_role IS NULL AND NOT COALESCE(u.mfa_enabled, false) AS factor_missing,
  CASE WHEN ${isStale('k.last_used_at', '$2')} THEN touch_api_key(k.id, $2) END
FROM api_keys k
JOIN workspaces w ON w.id = k.workspace_id AND w.deleted_at IS NULL
LEFT JOIN users u ON u.id = k.user_id AND u.status = 'active'
LEFT JOIN workspace_members m ON m.user_id = u.id AND m.workspace_id = k.workspace_id
WHERE (k.service_role IS NOT NULL OR m.role IS NOT NULL)
  AND ${which} AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)`;

const BY_KEY_HASH = byApiKey('k.key_hash = $1');
const BY_KEY_ID = byApiKey('k.id = $1::uuid');

/** Who holds a session or an API key, and what they are in the workspace: one statement per request. */
export function createAccessRepository(db: AuthDatabase): AccessLookup {
  async function findKey(statement: string, key: string, now: number): ReturnType<AccessLookup['byApiKey']> {
    const [row] = keyRows.parse(await db.sql.query(statement, [key, new Date(now).toISOString()]));
    if (row === undefined) return null;
    const { id, user_id, workspace_id, role, scopes, factor_missing } = row;
    return {
      keyId: id,
      userId: user_id,
      workspaceId: workspace_id,
      role,
      scopes,
      factorMissing: factor_missing,
    };
  }

  return {
    bySession: async (sessionId, workspaceId, now) => {
      const parameters = [sessionId, workspaceId, new Date(now).toISOString()];
      const [row] = sessionRows.parse(await db.sql.query(BY_SESSION, parameters));
      return row ? toSessionAccess(row) : null;
    },
    byApiKey: (keyHash, now) => findKey(BY_KEY_HASH, keyHash, now),
    byApiKeyId: (keyId, now) => findKey(BY_KEY_ID, keyId, now),
  };
}

function toSessionAccess(row: z.infer<typeof sessionRow>): SessionAccess {
  const confirmedAt = row.confirmed_at === null ? null : Date.parse(row.confirmed_at);
  return {
    userId: row.user_id,
    role: row.role,
    confirmedAt,
    factorPassed: row.factor_passed,
    factorMissing: row.factor_missing,
    beingDeleted: row.being_deleted,
  };
}
