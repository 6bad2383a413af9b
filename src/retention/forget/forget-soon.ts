import type { SystemDatabase } from '../../db/client.ts';
import { FORGET_DUE, HAS_TURN, IS_FREE, PAGE, TURN, USUAL_RETENTION } from './forget-statement.ts';

/** Statements of one sweep. */
const MAX_PAGES = 20;

/** What was answered, what came for waits, and files of nodes whose data are not kept, or that came from elsewhere: those have it who waited for it. */
const FORGET_ANSWERS = `WITH due AS MATERIALIZED (
  DELETE FROM executions_to_forget WHERE execution_id IN (
    SELECT execution_id FROM executions_to_forget WHERE what = 'answer' AND due_at <= now()
    ORDER BY due_at LIMIT ${PAGE} FOR UPDATE SKIP LOCKED)
  RETURNING execution_id AS id, execution_created_at AS created_at
), waits AS (
  UPDATE execution_waits SET payload = NULL, details = '{}' WHERE execution_id = ANY (ARRAY(SELECT id FROM due))
), results AS (
  UPDATE execution_calls SET result = NULL WHERE execution_id = ANY (ARRAY(SELECT id FROM due)) AND result IS NOT NULL
), files AS (
  DELETE FROM execution_files WHERE execution_id = ANY (ARRAY(SELECT id FROM due)) AND (NOT is_kept OR node_id = '')
), answers AS (
  UPDATE executions e SET response = CASE WHEN e.response IS NOT NULL THEN '{"redacted":"none"}'::json END FROM due d WHERE e.id = d.id AND e.created_at = d.created_at
)
SELECT 1 FROM due`;

/** `$1`: null, for no night counts these. */
const FORGET_ROWS = `WITH ${TURN}, due AS MATERIALIZED (
  SELECT e.id, e.created_at, e.workspace_id FROM executions_to_forget f
  JOIN executions e ON e.id = f.execution_id AND e.created_at = f.execution_created_at
  WHERE ${HAS_TURN} AND f.what = 'row' AND f.due_at <= now() AND ${IS_FREE}
  ORDER BY f.due_at LIMIT ${PAGE}
), ${FORGET_DUE}
SELECT 1 FROM gone`;

/**
 * Of workflows that keep nothing of successes since their workspace says so; the night looks at what is older than two days. One
 * workflow after the other, so that what others keep is never looked at, however much that is.
 */
const FORGET_SUCCESSES = `WITH ${TURN}, policies AS MATERIALIZED (
  SELECT k.workflow_id, k.completed FROM workspaces w
  JOIN retention_policies($2::interval, $3::interval) k ON k.workspace_id = w.id AND k.completed <= interval '15 minutes'
  WHERE w.settings #>> '{retention,completed_days}' = '0'
), due AS MATERIALIZED (
  SELECT d.* FROM policies k CROSS JOIN LATERAL (
    SELECT e.id, e.created_at, e.workspace_id FROM executions e
    WHERE ${HAS_TURN} AND e.workflow_id = k.workflow_id AND e.status IN ('completed', 'cancelled')
      AND e.created_at > now() - interval '2 days' AND e.completed_at < now() - k.completed AND ${IS_FREE} OFFSET 0
  ) AS d LIMIT ${PAGE}
), ${FORGET_DUE}
SELECT 1 FROM gone`;

async function repeat(db: SystemDatabase, statement: string, parameters: readonly (string | null)[]): Promise<void> {
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const rows = await db.sql.query(statement, [...parameters]);
    if (rows.length < PAGE) return;
  }
}

/** Forgets what was kept for some minutes only, for those who waited for an answer. */
export async function forgetSoon(db: SystemDatabase): Promise<void> {
  const { completed, failed } = USUAL_RETENTION;
  await repeat(db, FORGET_ANSWERS, []);
  await repeat(db, FORGET_ROWS, [null]);
  await repeat(db, FORGET_SUCCESSES, [null, completed, failed]);
}
