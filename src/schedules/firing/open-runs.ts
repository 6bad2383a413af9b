import { z } from 'zod';
import { arrayOf } from '../../db/array-of.ts';
import type { Database } from '../../db/client.ts';
import type { OpenRun } from '../slots/overlap.ts';

/** An execution that waits behind another one has a place in the queue at no time. */
const HELD = `e.status = 'queued' AND e.enqueued_at = 'infinity'`;

const GOES_ON = `e.status IN ('queued', 'running', 'waiting')`;

const OPEN = `SELECT r.schedule_id, r.execution_id, ${HELD} AS held FROM schedule_runs r
JOIN executions e ON e.id = r.execution_id AND e.created_at = r.created_at AND ${GOES_ON}
WHERE r.is_open AND r.schedule_id = ANY($1::uuid[])`;

const openSchema = z.object({ schedule_id: z.string(), execution_id: z.string(), held: z.boolean() });

/** The executions of these schedules that have not ended. */
export async function openRuns(
  db: Database,
  scheduleIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OpenRun[]>> {
  const found = new Map<string, OpenRun[]>();
  if (scheduleIds.length === 0) return found;
  for (const row of await db.sql.query(OPEN, [arrayOf(scheduleIds)])) {
    const { schedule_id, execution_id, held } = openSchema.parse(row);
    const run = { executionId: execution_id, held };
    found.set(schedule_id, [...(found.get(schedule_id) ?? []), run]);
  }
  return found;
}

/** Runs that one statement closes. */
const CLOSED_AT_ONCE = 5000;

const CLOSE = `UPDATE schedule_runs r SET is_open = false FROM (
  SELECT o.schedule_id, o.slot_at, o.by_hand FROM schedule_runs o
  LEFT JOIN executions e ON e.id = o.execution_id AND e.created_at = o.created_at
  WHERE o.is_open AND (e.id IS NULL OR NOT (${GOES_ON})) LIMIT $1::int
) o WHERE r.schedule_id = o.schedule_id AND r.slot_at = o.slot_at AND r.by_hand = o.by_hand
RETURNING 1`;

/** Forgets of runs that they are open when their executions have ended. */
export async function closeEndedRuns(db: Database): Promise<void> {
  let closed: number;
  do closed = (await db.sql.query(CLOSE, [CLOSED_AT_ONCE])).length;
  while (closed === CLOSED_AT_ONCE);
}

/**
 * Lets go of the executions that wait behind none any more. `$1`: executions, one of which may have been in the way; null: any
 * may.
 */
const FREE = `UPDATE executions e SET enqueued_at = now() FROM schedule_runs r
WHERE ${HELD} AND r.is_open AND r.execution_id = e.id AND r.created_at = e.created_at
  AND ($1::uuid[] IS NULL OR r.schedule_id IN (
    SELECT schedule_id FROM schedule_runs WHERE is_open AND execution_id = ANY($1::uuid[])))
  AND NOT EXISTS (
    SELECT 1 FROM schedule_runs o JOIN executions other ON other.id = o.execution_id AND other.created_at = o.created_at
    WHERE o.is_open AND o.schedule_id = r.schedule_id AND o.execution_id <> r.execution_id
      AND other.status IN ('queued', 'running', 'waiting'))
RETURNING e.id`;

/** Frees what is queued behind executions that have ended. Gives the ids of what is to be sent to the queue now. */
export async function freeHeldRuns(db: Database, ended: readonly string[] | null): Promise<readonly string[]> {
  const rows = await db.sql.query(FREE, [ended === null ? null : arrayOf(ended)]);
  return rows.map((row) => String(row.id));
}
