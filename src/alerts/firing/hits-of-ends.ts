/**
 * Who started an execution that alerts tell of, in SQL. A person at work sees what a manual run does. What an alert, an error workflow or a
 * calling execution starts never alerts: so no alert brings about the next one.
 */
export const ALERTED = `trigger_type NOT IN ('manual', 'error', 'workflow')`;

/** The kinds of alerts that are about how executions end, in SQL. */
export const ABOUT_ENDS = `('failure', 'failures_in_window', 'slow')`;

/**
 * The last parts of a statement whose part `ended` has executions that ended: notes what alerts have to tell of them until `until`, an
 * expression in SQL. An end is noted once for an alert, whoever comes upon it again. Each row is for a minute, or what of it lies before
 * `until`. An alert begins where it began anew, however late the ends are found.
 */
export function hitsOfEnds(until: string): string {
  return `noted AS (
  INSERT INTO alert_ends (alert_id, execution_id, ended_at)
  SELECT a.id, e.id, e.completed_at
  FROM ended e JOIN alerts a ON a.workspace_id = e.workspace_id AND (a.workflow_id IS NULL OR a.workflow_id = e.workflow_id)
  WHERE a.is_active AND e.completed_at > a.checked_until AND e.${ALERTED}
    AND CASE WHEN a.kind IN ('failure', 'failures_in_window') THEN e.status = 'failed'
      WHEN a.kind = 'slow' THEN e.status <> 'cancelled' AND e.duration_ms > a.threshold * 1000::bigint ELSE false END
  ORDER BY 1, 2 ON CONFLICT DO NOTHING RETURNING alert_id, execution_id
), hits AS (
  INSERT INTO alert_hits (alert_id, at, workflow_id, hits, execution_id)
  SELECT n.alert_id, least(date_trunc('minute', e.completed_at) + interval '1 minute', ${until}), e.workflow_id, count(*),
    (array_agg(e.id ORDER BY e.completed_at DESC))[1]
  FROM noted n JOIN ended e ON e.id = n.execution_id GROUP BY 1, 2, 3
)`;
}
