import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { CANCELLED } from './mark-cancelled.ts';

/** Workspaces that are to be deleted, and in which something may still run. Their index has only those that are to be deleted. */
const UNSTOPPED = `SELECT id FROM workspaces WHERE deletes_at IS NOT NULL AND stopped_at IS NULL ORDER BY deletes_at LIMIT $1::int`;

/** `$1`: the workspace, `$2`: how many at most. Those that a runner is just writing come another time. */
const CANCEL = `WITH open AS (
  SELECT id, created_at FROM executions
  WHERE workspace_id = $1::uuid AND status IN ('queued', 'running', 'waiting') AND cancel_requested_at IS NULL
  LIMIT $2::int FOR UPDATE SKIP LOCKED
)
UPDATE executions e SET ${CANCELLED} FROM open WHERE e.id = open.id AND e.created_at = open.created_at
RETURNING e.id, e.status, e.promoted_at IS NOT NULL AS promoted, e.flow_key IS NOT NULL OR e.in_shared_gate IS TRUE AS gated`;

/** What was being started when the deletion was asked for has its row within the two minutes. */
const NOTE_STOPPED = `UPDATE workspaces w SET stopped_at = now()
WHERE w.id = $1::uuid AND w.deleted_at < now() - interval '2 minutes' AND NOT EXISTS (
  SELECT 1 FROM executions e WHERE e.workspace_id = w.id AND e.status IN ('queued', 'running', 'waiting'))`;

const cancelledRows = z.array(
  z.object({ id: z.string(), status: z.string(), promoted: z.boolean(), gated: z.boolean() }),
);

/** An execution that was cancelled. `promoted`: its object is to be told. `gated`: a gate counts it. */
export type CancelledOfDeleted = z.infer<typeof cancelledRows>[number];

export async function unstoppedWorkspaces(db: Database, limit: number): Promise<readonly string[]> {
  return (await db.sql.query(UNSTOPPED, [limit])).map((row) => String(row.id));
}

/** Cancels some of what has not ended in a workspace, `limit` at most. */
export async function cancelSomeOf(
  db: Database,
  workspaceId: string,
  limit: number,
): Promise<readonly CancelledOfDeleted[]> {
  return cancelledRows.parse(await db.sql.query(CANCEL, [workspaceId, limit]));
}

export async function noteStopped(db: Database, workspaceId: string): Promise<void> {
  await db.sql.query(NOTE_STOPPED, [workspaceId]);
}
