import { z } from 'zod';
import type { AuthDatabase } from '../db/client.ts';
import { ASKS_FOR_FACTOR } from './access.repository.ts';

/** By what somebody watches: the same as in `AccessLookup`, by its id. */
type Proof = { readonly type: 'session' | 'api_key'; readonly id: string };

/**
 * All roles may watch executions, and all sessions of theirs. `$1`: proofs as JSON, `$2`: the workspace, which must not be about
 * to be deleted.
 */
const ALLOWED = `SELECT p.id FROM json_to_recordset($1::json) AS p(type text, id uuid)
JOIN workspaces w ON w.id = $2::uuid AND w.deleted_at IS NULL
WHERE CASE p.type
  WHEN 'session' THEN EXISTS (
    SELECT FROM sessions s JOIN users u ON u.id = s.user_id AND u.status = 'active'
      JOIN workspace_members m ON m.user_id = s.user_id AND m.workspace_id = w.id
    WHERE s.id = p.id AND s.revoked_at IS NULL AND s.expires_at > now()
      AND NOT (${ASKS_FOR_FACTOR} AND NOT (u.mfa_enabled AND s.factor IS NOT NULL)))
  ELSE EXISTS (
    SELECT FROM api_keys k
      LEFT JOIN users u ON u.id = k.user_id AND u.status = 'active'
      LEFT JOIN workspace_members m ON m.user_id = u.id AND m.workspace_id = w.id
    WHERE k.id = p.id AND k.workspace_id = w.id AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
      AND 'executions:read' = ANY (k.scopes) AND (k.service_role IS NOT NULL OR m.role IS NOT NULL)
      AND NOT (${ASKS_FOR_FACTOR} AND k.service_role IS NULL AND NOT COALESCE(u.mfa_enabled, false)))
END`;

const rows = z.array(z.object({ id: z.string() }));

/** Which of these sessions and keys may still watch the executions of a workspace, by their ids. */
export async function mayStillWatch(
  db: AuthDatabase,
  workspaceId: string,
  proofs: readonly Proof[],
): Promise<ReadonlySet<string>> {
  const found = await db.sql.query(ALLOWED, [JSON.stringify(proofs), workspaceId]);
  return new Set(rows.parse(found).map(({ id }) => id));
}
