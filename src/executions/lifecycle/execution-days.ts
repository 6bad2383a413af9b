/** Whether a plan counts an execution: not if another one has started it. */
export const COUNTED = `trigger_type NOT IN ('workflow', 'error')`;

/** The executions of `rows` by workspace, workflow and day: what a part named `rolled` has. */
export function rolledUp(rows: string): string {
  return `SELECT e.workspace_id, e.workflow_id, (e.created_at AT TIME ZONE 'UTC')::date AS day, count(*)::int AS started,
    (count(*) FILTER (WHERE e.${COUNTED}))::int AS counted, max(e.created_at) AS latest
  FROM ${rows} GROUP BY 1, 2, 3`;
}

/** Parts of a statement that add what its part `rolled` has to the days of the workflows, and to the months of the workspaces. */
export const ADDED = `days AS (
  INSERT INTO execution_days AS d (workspace_id, workflow_id, day, started, counted)
  SELECT workspace_id, workflow_id, day, started, counted FROM rolled ORDER BY 1, 3, 2
  ON CONFLICT (workspace_id, day, workflow_id)
  DO UPDATE SET started = d.started + excluded.started, counted = d.counted + excluded.counted
), months AS (
  INSERT INTO workspace_usage AS u (workspace_id, month, executions)
  SELECT workspace_id, date_trunc('month', day)::date, sum(counted) FROM rolled
  GROUP BY 1, 2 HAVING sum(counted) > 0 ORDER BY 1, 2
  ON CONFLICT (workspace_id, month) DO UPDATE SET executions = u.executions + excluded.executions, updated_at = now()
)`;

/** Until when executions have been counted, in SQL; the row of the mark is `m`. */
export const MARK = `(m.value #>> '{}')::timestamptz`;
