import type { Database } from '../../db/client.ts';
import { createdAtOf } from '../model/created-at.ts';
import { hasKeyOf, IS_RUNNING } from './find-by-key.ts';

/**
 * `$1`: ids and `created_at` as JSON. Only running executions were lost with the process; the rest is for the queue and
 * the sweep.
 */
const LOST = `FROM json_to_recordset($1::json) AS k(id uuid, created_at timestamptz)
WHERE ${hasKeyOf('k')} AND ${IS_RUNNING}`;

const HAND_ON = `UPDATE executions e SET status = 'queued', lease_expires_at = NULL, enqueued_at = now() ${LOST} RETURNING e.id`;

const FAIL = `UPDATE executions e SET status = 'failed', error_code = $2, error_message = $3, completed_at = now(),
  lease_expires_at = NULL, journal = NULL ${LOST} RETURNING e.id, e.promoted_at IS NOT NULL AS promoted`;

const HAS_ROW = 'SELECT 1 FROM executions WHERE id = $1::uuid AND created_at = $2::timestamptz';

function keysOf(ids: readonly string[]): string {
  return JSON.stringify(ids.map((id) => ({ id, created_at: createdAtOf(id).toISOString() })));
}

/** Puts back into the queue what was running in a process that has ended, without waiting for the leases to run out. */
export async function handOnLost(db: Database, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await db.sql.query(HAND_ON, [keysOf(ids)]);
  return rows.map((row) => String(row.id));
}

/** Whether an execution was written down before its process ended. */
export async function hasRow(db: Database, id: string): Promise<boolean> {
  const rows = await db.sql.query(HAS_ROW, [id, createdAtOf(id).toISOString()]);
  return rows.length > 0;
}

export type LostReason = { readonly code: string; readonly message: string };

/** An execution that was given up. `promoted`: its object has to be told that no effect may begin any more. */
export type GivenUp = { readonly id: string; readonly promoted: boolean };

/** Fails executions that were running alone in a process when it had to be ended. */
export async function failLost(db: Database, ids: readonly string[], reason: LostReason): Promise<readonly GivenUp[]> {
  const rows = await db.sql.query(FAIL, [keysOf(ids), reason.code, reason.message]);
  return rows.map((row) => ({ id: String(row.id), promoted: row.promoted === true }));
}
