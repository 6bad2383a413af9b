import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { toStorableJson } from '../../executions/history/history-json.ts';
import { CANCELLED } from '../../executions/lifecycle/mark-cancelled.ts';
import { createdAtOf } from '../../executions/model/created-at.ts';
import type { ComingSlot, Missed } from '../slots/due-slots.ts';
import type { DueRow } from './read-due.ts';
import { RUN_PARTS } from './run-parts.ts';
import { type ScheduledStart, startRow } from './scheduled-start.ts';

/** Why a schedule could not start its runs: a stable code, and words. */
export type ScheduleFailure = { readonly code: string; readonly message: string };

/** How a schedule that was due is moved on. */
export type ScheduleMove = {
  readonly row: DueRow;
  readonly starts: readonly ScheduledStart[];
  /** Executions of the schedule that are cancelled first. */
  readonly cancel: readonly string[];
  readonly coming: ComingSlot | null;
  readonly skipped: number;
  readonly missed: Missed | null;
  readonly failure: ScheduleFailure | null;
  /** Whether the schedule comes to rest until its workflow is published again. */
  readonly parked: boolean;
};

/**
 * Moves schedules on and starts their runs, all or nothing. A schedule that another tick has moved, or a person changed,
 * since it was read is left alone, and so is one of a workflow that has another version by now. `$1`: moves, starts and
 * cancellations as JSON.
 */
const FIRE = `WITH moves AS (
  SELECT * FROM json_to_recordset($1::json->'moves') AS m(id uuid, revision integer, run_count integer, run_at timestamptz,
    version integer, next_slot_at timestamptz, next_run_at timestamptz, skipped integer, missed_from timestamptz,
    missed_until timestamptz, error_code text, error_message text, parked boolean)
),
due AS MATERIALIZED (
  SELECT s.id, s.input_data FROM schedules s JOIN moves m ON m.id = s.id
  JOIN workflows w ON w.id = s.workflow_id AND w.workspace_id = s.workspace_id
  WHERE s.is_active AND s.revision = m.revision AND s.run_count = m.run_count AND s.next_run_at = m.run_at
    AND (CASE WHEN w.status = 'active' THEN w.published_version END) IS NOT DISTINCT FROM m.version
  FOR UPDATE OF s SKIP LOCKED
),${RUN_PARTS},
cancelled AS (
  UPDATE executions e SET ${CANCELLED}
  FROM json_to_recordset($1::json->'cancels') AS c(id uuid, created_at timestamptz, schedule_id uuid)
  JOIN due ON due.id = c.schedule_id
  WHERE e.id = c.id AND e.created_at = c.created_at AND e.status IN ('queued', 'running', 'waiting')
    AND c.schedule_id IN (SELECT schedule_id FROM fresh)
  RETURNING e.id, e.status, e.promoted_at IS NOT NULL AS promoted
),
moved AS (
  UPDATE schedules s SET next_slot_at = m.next_slot_at, next_run_at = m.next_run_at, is_active = NOT m.parked,
    run_count = s.run_count + coalesce(c.started, 0),
    last_run_at = CASE WHEN c.started > 0 THEN now() ELSE s.last_run_at END,
    skipped_count = s.skipped_count + m.skipped,
    last_skipped_at = CASE WHEN m.skipped > 0 THEN now() ELSE s.last_skipped_at END,
    missed_from = coalesce(m.missed_from, s.missed_from), missed_until = coalesce(m.missed_until, s.missed_until),
    last_error_code = CASE WHEN c.started > 0 THEN NULL ELSE coalesce(m.error_code, s.last_error_code) END,
    last_error_message = CASE WHEN c.started > 0 THEN NULL ELSE coalesce(m.error_message, s.last_error_message) END,
    last_error_at = CASE WHEN c.started > 0 THEN NULL WHEN m.error_code IS NOT NULL THEN now() ELSE s.last_error_at END
  FROM due JOIN moves m ON m.id = due.id LEFT JOIN counted c ON c.schedule_id = due.id
  WHERE s.id = due.id
)
SELECT i.id, CASE WHEN s.held THEN 'held' ELSE 'queued' END AS outcome FROM inserted i JOIN starts s ON s.id = i.id
UNION ALL
SELECT id, CASE WHEN NOT promoted THEN 'cancelled' WHEN status = 'queued' THEN 'stopping_queued' ELSE 'stopping' END
FROM cancelled`;

/** `cancelled`: it has ended. `stopping`: its object is to be told; a queued one is sent to the queue, too. */
const firedSchema = z.object({
  id: z.string(),
  outcome: z.enum(['held', 'queued', 'cancelled', 'stopping', 'stopping_queued']),
});

/** What became of one execution. */
export type Fired = z.infer<typeof firedSchema>;

function iso(moment: number | undefined): string | null {
  return moment === undefined ? null : new Date(moment).toISOString();
}

function moveRow({ row, coming, skipped, missed, failure, parked }: ScheduleMove): object {
  return {
    id: row.id,
    revision: row.revision,
    run_count: row.run_count,
    run_at: row.run_at,
    version: row.version,
    next_slot_at: iso(coming?.slot),
    next_run_at: iso(coming?.startsAt),
    skipped,
    missed_from: iso(missed?.from),
    missed_until: iso(missed?.until),
    error_code: failure?.code ?? null,
    error_message: failure?.message ?? null,
    parked,
  };
}

function cancelRows({ row, cancel }: ScheduleMove): object[] {
  return cancel.map((id) => ({ id, created_at: createdAtOf(id).toISOString(), schedule_id: row.id }));
}

/** Moves these schedules on, and starts their runs, in one statement. Repeating it changes nothing. */
export async function fireDue(db: Database, moves: readonly ScheduleMove[]): Promise<readonly Fired[]> {
  const given = toStorableJson({
    moves: moves.map(moveRow),
    starts: moves.flatMap(({ starts }) => starts.map(startRow)),
    cancels: moves.flatMap(cancelRows),
  });
  const rows = await db.sql.query(FIRE, [given]);
  return rows.map((row) => firedSchema.parse(row));
}
