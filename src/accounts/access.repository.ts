import { z } from 'zod';
import type { Database } from '../db/client.ts';
import type { AccessLookup, SessionAccess } from '../security/access.ts';
import { ROLES } from '../security/permissions.ts';

const sessionRow = z.object({
  user_id: z.string(),
  role: z.enum(ROLES).nullable(),
  confirmed_at: z.string().nullable(),
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
    }),
  )
  .max(1);

/** When a session or a key was last used is kept to the minute: a write per request would cost more than it tells. */
const BY_SESSION = `
WITH used AS (
  SELECT s.id, s.user_id, s.last_used_at, s.confirmed_at, m.role
  FROM sessions s
  JOIN users u ON u.id = s.user_id AND u.status = 'active'
  LEFT JOIN workspace_members m ON m.user_id = s.user_id AND m.workspace_id = $2
  WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > $3
), touched AS (
  UPDATE sessions SET last_used_at = $3
  WHERE id IN (SELECT id FROM used WHERE last_used_at IS NULL OR last_used_at < $3::timestamptz - interval '1 minute')
)
SELECT user_id, role, to_json(confirmed_at) #>> '{}' AS confirmed_at FROM used`;

const BY_API_KEY = `
WITH used AS (
  SELECT k.id, k.user_id, k.workspace_id, k.scopes, COALESCE(k.service_role, m.role) AS role
  FROM api_keys k
  LEFT JOIN users u ON u.id = k.user_id AND u.status = 'active'
  LEFT JOIN workspace_members m ON m.user_id = u.id AND m.workspace_id = k.workspace_id
  WHERE (k.service_role IS NOT NULL OR m.role IS NOT NULL)
    AND k.key_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)
), touched AS (
  UPDATE api_keys SET last_used_at = $2
  WHERE id IN (SELECT id FROM used)
    AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')
)
SELECT id, user_id, workspace_id, scopes, role FROM used`;

/** Who holds a session or an API key, and what they are in the workspace: one statement per request. */
export function createAccessRepository(db: Database): AccessLookup {
  return {
    bySession: async (sessionId, workspaceId, now) => {
      const parameters = [sessionId, workspaceId, new Date(now).toISOString()];
      const [row] = sessionRows.parse(await db.sql.query(BY_SESSION, parameters));
      return row ? toSessionAccess(row) : null;
    },
    byApiKey: async (keyHash, now) => {
      const [row] = keyRows.parse(await db.sql.query(BY_API_KEY, [keyHash, new Date(now).toISOString()]));
      if (row === undefined) return null;
      const { id, user_id, workspace_id, role, scopes } = row;
      return { keyId: id, userId: user_id, workspaceId: workspace_id, role, scopes };
    },
  };
}

function toSessionAccess({ user_id, role, confirmed_at }: z.infer<typeof sessionRow>): SessionAccess {
  return { userId: user_id, role, confirmedAt: confirmed_at === null ? null : Date.parse(confirmed_at) };
}
