import { AUDITED } from '../../audit/audited-change.ts';

/** Kinds of waits in the order of their rows that are open. `$1`: the execution, `$2`: how many at most. */
export const OPEN_WAITS = `SELECT node_id, run_index, attempt, kind FROM execution_waits
WHERE execution_id = $1::uuid AND kind IN ('webhook', 'approval', 'form') AND resumed_at IS NULL AND closed_at IS NULL
  AND (expires_at IS NULL OR expires_at > now())
ORDER BY created_at, node_id LIMIT $2::int`;

const LIVE = "e.status IN ('queued', 'running', 'waiting') AND e.cancel_requested_at IS NULL";

const WAKE = `SELECT wake_execution(c.execution_id, c.execution_created_at) AS status FROM changed c`;

/** A wait that is open takes the news, once. `$1`: audit and payload, `$2` execution, `$3` node, `$4` run, `$5` attempt, `$6` created_at. */
export const SKIP_OUTSIDE = `WITH changed AS (
  UPDATE execution_waits w SET resumed_at = now(), payload = $1::json->'payload' FROM executions e
  WHERE w.execution_id = $2::uuid AND w.node_id = $3 AND w.run_index = $4::int AND w.attempt = $5::int
    AND w.resumed_at IS NULL AND w.closed_at IS NULL AND (w.expires_at IS NULL OR w.expires_at > now())
    AND e.id = w.execution_id AND e.created_at = $6::timestamptz AND ${LIVE}
  RETURNING w.execution_id, w.execution_created_at
), ${AUDITED}
${WAKE}`;

/** A wait for a moment has no row until somebody cuts it short. Parameters as above; the workspace is that of the row. */
export const SKIP_TIME = `WITH changed AS (
  INSERT INTO execution_waits (execution_id, execution_created_at, node_id, run_index, attempt, workspace_id, kind, payload, resumed_at)
  SELECT e.id, e.created_at, $3, $4::int, $5::int, e.workspace_id, 'time', $1::json->'payload', now() FROM executions e
  WHERE e.id = $2::uuid AND e.created_at = $6::timestamptz AND ${LIVE}
  ON CONFLICT DO NOTHING
  RETURNING execution_id, execution_created_at
), ${AUDITED}
${WAKE}`;

/** One that was to start later, and never ran. `$1`: audit, `$2` execution, `$3` created_at. */
export const START_NOW = `WITH changed AS (
  UPDATE executions e SET status = 'queued', wait_until = NULL, enqueued_at = now()
  WHERE e.id = $2::uuid AND e.created_at = $3::timestamptz AND e.status = 'waiting' AND e.epoch = 0
  RETURNING e.id
), ${AUDITED}
SELECT 'queued' AS status FROM changed`;
