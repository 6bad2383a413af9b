import { EXECUTION_COLUMN_LIST, EXECUTION_RECORD } from '../../executions/model/execution-columns.ts';

/** Each schedule gives its input to its executions, so that it does not travel with each of them. */
const FROM_START = EXECUTION_COLUMN_LIST.split(', ')
  .map((column) => (column === '"input_data"' ? `coalesce(due.input_data, '{}'::json)` : `s.${column}`))
  .join(', ');

/**
 * Parts of a statement whose `$1` is a JSON document with the runs to start under `starts`, and whose part `due` has the
 * schedules that may start them: writes the executions whose slots are new. A start without a slot was asked for by hand. One
 * that is held waits behind another execution: neither the queue nor the sweep takes it up. A backfill is in
 * nobody's way.
 */
export const RUN_PARTS = `
starts AS (
  SELECT r.* FROM json_to_recordset($1::json->'starts') AS r(
    schedule_id uuid, slot_at timestamptz, held boolean, reason text, ${EXECUTION_RECORD})
  JOIN due ON due.id = r.schedule_id
),
fresh AS (
  INSERT INTO schedule_runs (schedule_id, workspace_id, slot_at, by_hand, reason, execution_id, created_at, is_open)
  SELECT s.schedule_id, s.workspace_id, coalesce(s.slot_at, clock_timestamp()), s.slot_at IS NULL, s.reason, s.id, s.created_at,
    s.reason <> 'backfill'
  FROM starts s
  ON CONFLICT DO NOTHING RETURNING schedule_id, execution_id
),
counted AS (SELECT schedule_id, count(*)::int AS started FROM fresh GROUP BY schedule_id),
inserted AS (
  INSERT INTO executions (${EXECUTION_COLUMN_LIST}, enqueued_at)
  SELECT ${FROM_START}, CASE WHEN s.held THEN 'infinity'::timestamptz ELSE now() END
  FROM starts s JOIN fresh ON fresh.execution_id = s.id JOIN due ON due.id = s.schedule_id
  RETURNING id
)`;
