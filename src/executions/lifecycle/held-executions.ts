import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { createdAtOf } from '../model/created-at.ts';

/**
 * How the row of an execution stands for a gate. `freed`: it may be claimed now. `changed`: it has ended, as was asked. `gone`:
 * it ended otherwise. `going`: somebody runs it, or may claim it. `missing`: there is no such row, or not yet.
 */
export type HeldState = 'freed' | 'changed' | 'gone' | 'going' | 'missing';

const KEYS = 'json_to_recordset($1::json) AS k(id uuid, created_at timestamptz, code text, message text)';
const ROW = 'e.id = k.id AND e.created_at = k.created_at';

/** Lets the rows that a gate held be claimed. `$1`: ids and `created_at` as JSON, `$2`: whether it is the workspace's gate. */
const RELEASE = `WITH changed AS (
  UPDATE executions e SET held_at = NULL, enqueued_at = now() FROM ${KEYS}
  WHERE ${ROW} AND e.status = 'queued' AND (e.in_shared_gate IS TRUE) = $2::boolean RETURNING e.id
)
SELECT k.id, e.status, changed.id IS NOT NULL AS changed
FROM ${KEYS} LEFT JOIN changed ON changed.id = k.id LEFT JOIN executions e ON ${ROW}`;

/** Ends the rows that a gate held, without having run. `$1`: the same, and why. */
const END = `WITH changed AS (
  UPDATE executions e SET status = 'cancelled', error_code = k.code, error_message = k.message, completed_at = now(),
    held_at = NULL
  FROM ${KEYS} WHERE ${ROW} AND e.status = 'queued' AND e.held_at IS NOT NULL RETURNING e.id
)
SELECT k.id, e.status, changed.id IS NOT NULL AS changed
FROM ${KEYS} LEFT JOIN changed ON changed.id = k.id LEFT JOIN executions e ON ${ROW}`;

const stateSchema = z.object({ id: z.string(), status: z.string().nullable(), changed: z.boolean() });

const ENDED = ['completed', 'failed', 'cancelled'];

function keyOf(id: string): { readonly id: string; readonly created_at: string } {
  return { id, created_at: createdAtOf(id).toISOString() };
}

function readStates(rows: readonly unknown[], done: HeldState): ReadonlyMap<string, HeldState> {
  return new Map(
    rows.map((row) => {
      const { id, status, changed } = stateSchema.parse(row);
      if (changed) return [id, done];
      if (status === null) return [id, 'missing'];
      return [id, ENDED.includes(status) ? 'gone' : 'going'];
    }),
  );
}

/** Frees the rows of executions that a gate has let in, and says how each stands. Idempotent. */
export async function releaseHeld(
  db: Database,
  { ids, shared }: { ids: readonly string[]; shared: boolean },
): Promise<ReadonlyMap<string, HeldState>> {
  return readStates(await db.sql.query(RELEASE, [JSON.stringify(ids.map(keyOf)), shared]), 'freed');
}

/** An execution that is to end without having run, and why. */
export type UnrunExecution = { readonly id: string; readonly code: string; readonly message: string };

/** Cancels executions that a gate holds, with a reason, and says how each stands. Idempotent. */
export async function endHeld(db: Database, unrun: readonly UnrunExecution[]): Promise<ReadonlyMap<string, HeldState>> {
  const keys = unrun.map(({ id, code, message }) => ({ ...keyOf(id), code, message }));
  return readStates(await db.sql.query(END, [JSON.stringify(keys)]), 'changed');
}

/** Those of these executions that have not ended, and that only a further gate may hold: each has a right to its place. */
const ALIVE = `SELECT e.id FROM ${KEYS} JOIN executions e ON ${ROW}
WHERE e.status IN ('queued', 'running', 'waiting') AND (e.held_at IS NULL OR e.in_shared_gate)`;

/** Which of these executions still run, or are about to. */
export async function aliveExecutions(db: Database, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.sql.query(ALIVE, [JSON.stringify(ids.map(keyOf))]);
  return new Set(rows.map((row) => String(row.id)));
}

/** Whose gate: of a workflow, or of a workspace. */
export type HeldBy = { readonly workspaceId: string; readonly workflowId: string | null };

/** What the gate `$1` (workspace), `$2` (workflow; null for the workspace's own) has held for more than `$3` seconds. */
const HELD_BY = `FROM executions e WHERE e.workspace_id = $1::uuid AND e.held_at < now() - $3::int * interval '1 second'
  AND e.status = 'queued' AND CASE WHEN $2::uuid IS NULL THEN e.in_shared_gate IS TRUE
    ELSE e.workflow_id = $2::uuid AND e.in_shared_gate IS NOT TRUE END`;

/** How many executions a gate has held for more than so many seconds. */
export async function countHeld(db: Database, { workspaceId, workflowId }: HeldBy, seconds: number): Promise<number> {
  const [row] = await db.sql.query(`SELECT count(*)::int AS count ${HELD_BY}`, [workspaceId, workflowId, seconds]);
  return Number(row?.count ?? 0);
}

const heldSchema = z.object({ id: z.string(), key: z.string(), since: z.coerce.date() });

/** An execution that a gate holds. `since` in milliseconds since the epoch. */
export type HeldExecution = { readonly id: string; readonly key: string; readonly since: number };

/** The executions that a gate has held for more than so many seconds, the oldest first. */
export async function listHeld(
  db: Database,
  { workspaceId, workflowId }: HeldBy,
  { seconds, limit }: { seconds: number; limit: number },
): Promise<readonly HeldExecution[]> {
  const key = workflowId === null ? 'e.workflow_id::text' : "coalesce(e.flow_key, '')";
  const text = `SELECT e.id, ${key} AS key, e.held_at AS since ${HELD_BY} ORDER BY e.held_at LIMIT $4::int`;
  const rows = await db.sql.query(text, [workspaceId, workflowId, seconds, limit]);
  return rows.map((row) => heldSchema.parse(row)).map((row) => ({ ...row, since: row.since.getTime() }));
}

const gateSchema = z.object({ workspace_id: z.string(), workflow_id: z.string().nullable() });

/** The gates that have held anything for more than so many seconds. */
export async function holdingGates(db: Database, seconds: number): Promise<readonly HeldBy[]> {
  const rows = await db.sql.query(
    `SELECT DISTINCT workspace_id, CASE WHEN in_shared_gate IS NOT TRUE THEN workflow_id END AS workflow_id
     FROM executions WHERE held_at < now() - $1::int * interval '1 second'`,
    [seconds],
  );
  return rows
    .map((row) => gateSchema.parse(row))
    .map((row) => ({ workspaceId: row.workspace_id, workflowId: row.workflow_id }));
}
