import type { PeopleDatabase } from '../../db/client.ts';
import { createdAtOf } from '../model/created-at.ts';

const NOTE = `UPDATE executions e SET watch_count = coalesce(e.watch_count, 0) + 1
WHERE e.id = $1::uuid AND e.created_at = $2::timestamptz AND e.workspace_id = $3::uuid
  AND e.status IN ('queued', 'running', 'waiting')
RETURNING e.promoted_at IS NOT NULL AS promoted`;

/**
 * Lets the runner of an execution hear that somebody watches, and each one after it. `promoted`: it may hear it sooner, from the
 * object. Does nothing to an execution that has ended.
 */
export async function noteWatched(
  db: PeopleDatabase,
  { id, workspaceId }: { readonly id: string; readonly workspaceId: string },
): Promise<{ readonly promoted: boolean }> {
  const [row] = await db.sql.query(NOTE, [id, createdAtOf(id).toISOString(), workspaceId]);
  return { promoted: row?.promoted === true };
}
