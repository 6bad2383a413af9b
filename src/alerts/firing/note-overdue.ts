import type { SystemDatabase } from '../../db/client.ts';
import { ALERTED } from './hits-of-ends.ts';

/** The alerts of a kind, each for whoever locks it first; what became due since they were checked last is noted once. */
function dueOf(kind: 'schedule_missed' | 'wait_overdue'): string {
  return `WITH due AS MATERIALIZED (
  SELECT id, workspace_id, workflow_id, checked_until, threshold * interval '1 minute' AS late, interval '30 seconds' AS lag
  FROM alerts WHERE kind = '${kind}' AND is_active FOR UPDATE SKIP LOCKED
)`;
}

const CHECKED = `, checked AS (UPDATE alerts a SET checked_until = now() FROM due WHERE a.id = due.id)
SELECT 1`;

/** Whether a moment has come, by so much, since the alert was checked last. */
function came(moment: string, after: 'late' | 'lag'): string {
  return `(${moment} > d.checked_until - d.${after} AND ${moment} <= now() - d.${after})`;
}

/** Overdue; could not be started; or missed, and not made up for. The lag is for what is just being written. */
const SCHEDULES = `${dueOf('schedule_missed')}, hits AS (
  INSERT INTO alert_hits (alert_id, at, workflow_id, hits, schedule_id)
  SELECT d.id, now(), s.workflow_id, count(*), (array_agg(s.id))[1]
  FROM due d JOIN schedules s ON s.workspace_id = d.workspace_id AND (d.workflow_id IS NULL OR s.workflow_id = d.workflow_id)
  WHERE (s.is_active AND ${came('s.next_run_at', 'late')}) OR ${came('s.last_error_at', 'lag')}
    OR (s.last_error_at IS NULL AND ${came('s.missed_until', 'lag')})
  GROUP BY d.id, s.workflow_id
)${CHECKED}`;

/** Open for too long. By the index of open waits of the workspace, so that what has ended is never read. */
const WAITS = `${dueOf('wait_overdue')}, hits AS (
  INSERT INTO alert_hits (alert_id, at, workflow_id, hits, execution_id)
  SELECT d.id, now(), e.workflow_id, count(*), (array_agg(e.id ORDER BY w.created_at DESC))[1]
  FROM due d JOIN execution_waits w ON w.workspace_id = d.workspace_id AND ${came('w.created_at', 'late')}
    AND w.resumed_at IS NULL AND w.closed_at IS NULL AND w.kind <> 'calls'
  JOIN executions e ON e.id = w.execution_id AND e.created_at = w.execution_created_at
    AND e.status IN ('queued', 'running', 'waiting') AND e.${ALERTED}
    AND (d.workflow_id IS NULL OR e.workflow_id = d.workflow_id)
  GROUP BY d.id, e.workflow_id
)${CHECKED}`;

/** Notes which schedules did not run, and which waits became overdue, for the alerts that want to know. Each is noted once. */
export async function noteOverdue(db: SystemDatabase): Promise<void> {
  await Promise.all([db.sql.query(SCHEDULES), db.sql.query(WAITS)]);
}
