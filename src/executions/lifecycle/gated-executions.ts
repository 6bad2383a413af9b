import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { createdAtOf } from '../model/created-at.ts';
import { type Hold, holdKey } from './hold-execution.ts';

const HELD = `FROM json_to_recordset($1::json) AS h(id uuid, created_at timestamptz, epoch integer)
WHERE e.id = h.id AND e.created_at = h.created_at AND e.epoch = h.epoch AND e.status = 'running'`;

/** What a gate has to do with the execution. `flowKey`: the workflow's. `shared`: the workspace's. */
export type GateMark = { readonly flowKey: string | null; readonly shared: boolean };

const MARK = `UPDATE executions e SET flow_key = coalesce($2, e.flow_key), in_shared_gate = nullif($3::boolean, false) ${HELD} RETURNING e.id`;

/** Notes in the row of a running execution which gates have let it in. False if this runner does not hold it any more. */
export async function markGated(db: Database, hold: Hold, { flowKey, shared }: GateMark): Promise<boolean> {
  const rows = await db.sql.query(MARK, [JSON.stringify([holdKey(hold)]), flowKey, shared]);
  return rows.length === 1;
}

const PARK = `UPDATE executions e SET status = 'queued', held_at = now(), flow_key = coalesce($2, e.flow_key),
  in_shared_gate = nullif($3::boolean, false), claims = 0, lease_expires_at = NULL,
  started_at = CASE WHEN e.epoch > 1 THEN e.started_at END ${HELD} RETURNING e.id`;

/** Puts an execution that was claimed and has not begun before a gate: nobody may claim it until the gate frees it. */
export async function parkExecution(db: Database, hold: Hold, { flowKey, shared }: GateMark): Promise<boolean> {
  const rows = await db.sql.query(PARK, [JSON.stringify([holdKey(hold)]), flowKey, shared]);
  return rows.length === 1;
}

/** Those of these executions that gates have let in, or hold, and that have ended. `$1`: ids and `created_at` as JSON. */
const ENDED = `SELECT e.id, e.workspace_id, e.workflow_id, e.flow_key IS NOT NULL AS own, e.in_shared_gate IS TRUE AS shared
FROM json_to_recordset($1::json) AS k(id uuid, created_at timestamptz)
JOIN executions e ON e.id = k.id AND e.created_at = k.created_at
WHERE (e.flow_key IS NOT NULL OR e.in_shared_gate) AND e.status IN ('completed', 'failed', 'cancelled')`;

const endedSchema = z.object({
  id: z.string(),
  workspace_id: z.string(),
  workflow_id: z.string(),
  own: z.boolean(),
  shared: z.boolean(),
});

/** An execution that has ended, and the gates that have to hear of it: its workflow's (`own`), its workspace's (`shared`). */
export type EndedGated = z.infer<typeof endedSchema>;

/** Which of these executions have ended, so that their gates have to be told. */
export async function endedGated(db: Database, ids: readonly string[]): Promise<readonly EndedGated[]> {
  const keys = ids.map((id) => ({ id, created_at: createdAtOf(id).toISOString() }));
  return (await db.sql.query(ENDED, [JSON.stringify(keys)])).map((row) => endedSchema.parse(row));
}

const LIMITS = `SELECT v.version, v.settings FROM workflows w
JOIN workflow_versions v ON v.workflow_id = w.id AND v.version = w.published_version
WHERE w.id = $1::uuid AND w.workspace_id = $2::uuid`;

const limitsSchema = z.object({ version: z.number(), settings: z.unknown() });

/** The settings of the published version; `null`: none is published. */
export async function publishedSettings(
  db: Database,
  { workspaceId, workflowId }: { workspaceId: string; workflowId: string },
): Promise<z.infer<typeof limitsSchema> | null> {
  const [row] = await db.sql.query(LIMITS, [workflowId, workspaceId]);
  return row === undefined ? null : limitsSchema.parse(row);
}
