/**
 * Who started an execution that alerts tell of, in SQL. A person at work sees what a manual run does. What an alert, an error workflow or a
 * calling execution starts never alerts: so no alert brings about the next one.
 */
export const ALERTED = `trigger_type NOT IN ('manual', 'error', 'workflow')`;

/**
 * A part of the statement that counts what ended between `$1` and `$2`, whose part `ended` has it: what alerts have to tell of it. Each row
 * is for a minute, or what of it lies between the two moments; so none is written twice, unless somebody
 * puts the mark back. An alert begins where it began anew, however late the ends are counted.
 */
export const HITS_OF_ENDS = `hits AS (
  INSERT INTO alert_hits (alert_id, at, workflow_id, hits, execution_id)
  SELECT a.id, least(date_trunc('minute', e.completed_at) + interval '1 minute', $2::timestamptz), e.workflow_id, count(*),
    (array_agg(e.id ORDER BY e.completed_at DESC))[1]
  FROM ended e JOIN alerts a ON a.workspace_id = e.workspace_id AND (a.workflow_id IS NULL OR a.workflow_id = e.workflow_id)
  WHERE a.is_active AND e.completed_at > a.checked_until AND e.${ALERTED}
    AND CASE WHEN a.kind IN ('failure', 'failures_in_window') THEN e.status = 'failed'
      WHEN a.kind = 'slow' THEN e.status <> 'cancelled' AND e.duration_ms > a.threshold * 1000::bigint ELSE false END
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING
)`;
