import { ALL_WORKFLOWS } from './roll-up-statement.ts';

/** The days of a workspace, or of a workflow in it. `$1` workspace, `$2` workflow or nil, `$3` and `$4`: first and last day. */
export const DAYS = `SELECT day::text, completed::text, failed::text, cancelled::text, began::text, queued_ms::text, longest_queued_ms::text,
  sampled::text, (SELECT coalesce(json_agg(json_build_array(h.bucket, h.n)), '[]') FROM unnest(buckets, counts) AS h (bucket, n)) AS histogram
FROM execution_stats
WHERE workspace_id = $1::uuid AND span = 'day' AND workflow_id = $2::uuid AND day BETWEEN $3::date AND $4::date ORDER BY day`;

/** The workflows with the most executions. `$1` workspace, `$2` workflow or NULL for all, `$3` spans as JSON, `$4`: how many. */
export const WORKFLOWS = `WITH rows AS MATERIALIZED (
  SELECT s.* FROM json_to_recordset($3::json) AS r (span text, low date, high date) CROSS JOIN LATERAL (
    SELECT * FROM execution_stats s WHERE s.workspace_id = $1::uuid AND s.span = r.span AND s.day BETWEEN r.low AND r.high
      AND s.workflow_id <> '${ALL_WORKFLOWS}' AND ($2::uuid IS NULL OR s.workflow_id = $2::uuid) OFFSET 0
  ) AS s
), sums AS (
  SELECT workflow_id, sum(completed) AS completed, sum(failed) AS failed, sum(cancelled) AS cancelled, sum(began) AS began,
    sum(queued_ms) AS queued_ms, max(longest_queued_ms) AS longest_queued_ms, sum(sampled) AS sampled
  FROM rows GROUP BY 1 ORDER BY sum(completed + failed + cancelled) DESC, 1 LIMIT $4::int
), bars AS (
  SELECT r.workflow_id, h.bucket, sum(h.n) AS n
  FROM rows r JOIN sums USING (workflow_id) CROSS JOIN LATERAL unnest(r.buckets, r.counts) AS h (bucket, n) GROUP BY 1, 2
), histograms AS (SELECT workflow_id, json_agg(json_build_array(bucket, n)) AS histogram FROM bars GROUP BY 1)
SELECT s.workflow_id, w.name, s.completed::text, s.failed::text, s.cancelled::text, s.began::text, s.queued_ms::text,
  s.longest_queued_ms::text, s.sampled::text, coalesce(h.histogram, '[]') AS histogram
FROM sums s LEFT JOIN histograms h USING (workflow_id)
LEFT JOIN workflows w ON w.id = s.workflow_id AND w.workspace_id = $1::uuid
ORDER BY s.completed + s.failed + s.cancelled DESC, 1`;

const ORDERS = {
  failures: 'sum(failed) DESC, sum(runs) DESC',
  duration: 'sum(duration_ms) / sum(runs) DESC, sum(runs) DESC',
} as const;

/** What nodes can be ordered by. */
export type NodeOrder = keyof typeof ORDERS;

/**
 * The nodes that fail most, or take longest. Only of those that are shown are names and histograms read. `$1` workspace, `$2` workflow or
 * NULL, `$3` and `$4`: days, `$5`: how many.
 */
export function nodesStatement(order: NodeOrder): string {
  return `WITH sums AS MATERIALIZED (
  SELECT row_number() OVER (ORDER BY ${ORDERS[order]}, workflow_id, node_id) AS place, workflow_id, node_id,
    sum(runs) AS runs, sum(failed) AS failed, sum(retries) AS retries, sum(duration_ms) AS duration_ms
  FROM node_stats
  WHERE workspace_id = $1::uuid AND day BETWEEN $3::date AND $4::date AND ($2::uuid IS NULL OR workflow_id = $2::uuid)
  GROUP BY workflow_id, node_id ORDER BY 1 LIMIT $5::int
)
SELECT s.workflow_id, w.name AS workflow_name, s.node_id, n.node_type, n.node_name, s.runs::text, s.failed::text, s.retries::text,
  s.duration_ms::text, b.histogram
FROM sums s
CROSS JOIN LATERAL (
  SELECT node_type, node_name FROM node_stats n
  WHERE n.workspace_id = $1::uuid AND n.workflow_id = s.workflow_id AND n.node_id = s.node_id AND n.day BETWEEN $3::date AND $4::date
  ORDER BY n.day DESC LIMIT 1
) AS n
CROSS JOIN LATERAL (
  SELECT coalesce(json_agg(json_build_array(bucket, n)), '[]') AS histogram FROM (
    SELECT h.bucket, sum(h.n) AS n FROM node_stats n CROSS JOIN LATERAL unnest(n.buckets, n.counts) AS h (bucket, n)
    WHERE n.workspace_id = $1::uuid AND n.workflow_id = s.workflow_id AND n.node_id = s.node_id AND n.day BETWEEN $3::date AND $4::date
    GROUP BY 1
  ) AS bars
) AS b
LEFT JOIN workflows w ON w.id = s.workflow_id AND w.workspace_id = $1::uuid ORDER BY s.place`;
}

/** Until when all that ended is counted. */
export const COUNTED_UNTIL = `SELECT (value #>> '{}')::timestamptz AS until FROM maintenance_state WHERE name = 'execution_stats'`;
