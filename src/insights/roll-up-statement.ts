import { hitsOfEnds } from '../alerts/firing/hits-of-ends.ts';
import { bucketOf, MERGED } from './histogram.ts';

/** The workflow of the rows that stand for all workflows of a workspace. */
export const ALL_WORKFLOWS = '00000000-0000-0000-0000-000000000000';

/** Of how many executions of a workflow, and of all, a statement reads the nodes. */
const SAMPLED_PER_WORKFLOW = 200;
const SAMPLED = 5000;

/** In SQL, the milliseconds between two moments; NULL if one is missing. Clocks differ: never less than none. */
function since(from: string, until: string): string {
  return `CASE WHEN ${from} <= ${until} THEN extract(epoch FROM ${until} - ${from}) * 1000 WHEN ${from} > ${until} THEN 0 END::bigint`;
}

/** What ended between the marks. Only who has the mark's lock counts, and only from the mark that they read. */
const ENDED = `locked AS MATERIALIZED (
  SELECT 1 FROM maintenance_state WHERE name = 'execution_stats' AND (value #>> '{}')::timestamptz = $1::timestamptz FOR UPDATE SKIP LOCKED
), ended AS MATERIALIZED (
  SELECT e.id, e.created_at, e.workspace_id, e.workflow_id, e.status, e.trigger_type, e.completed_at,
    (e.completed_at AT TIME ZONE 'UTC')::date AS day,
    ${since('e.started_at', 'e.completed_at')} AS duration_ms,
    ${since('coalesce(e.start_at, e.created_at)', 'e.started_at')} AS queued_ms
  FROM executions e
  WHERE e.completed_at > $1::timestamptz AND e.completed_at <= $2::timestamptz
    AND e.status IN ('completed', 'failed', 'cancelled') AND EXISTS (SELECT 1 FROM locked)
), sampled AS MATERIALIZED (
  SELECT id, created_at, workspace_id, workflow_id, day FROM (
    SELECT *, row_number() OVER (PARTITION BY workflow_id ORDER BY right(id::text, 12)) AS rank FROM ended
  ) ranked WHERE rank <= ${SAMPLED_PER_WORKFLOW} ORDER BY rank LIMIT ${SAMPLED}
)`;

const EXECUTION_STATS = `cells AS (
  SELECT e.workspace_id, e.workflow_id, e.day, CASE WHEN e.status <> 'cancelled' THEN ${bucketOf('e.duration_ms')} END AS bucket,
    count(*) FILTER (WHERE e.status = 'completed') AS completed, count(*) FILTER (WHERE e.status = 'failed') AS failed,
    count(*) FILTER (WHERE e.status = 'cancelled') AS cancelled, count(e.queued_ms) AS began,
    coalesce(sum(e.queued_ms), 0) AS queued_ms, coalesce(max(e.queued_ms), 0) AS longest_queued_ms, count(s.id) AS sampled
  FROM ended e LEFT JOIN sampled s ON s.id = e.id GROUP BY 1, 2, 3, 4
), spread AS (
  SELECT c.workspace_id, p.span, p.workflow_id, p.day, c.bucket, sum(completed) AS completed, sum(failed) AS failed,
    sum(cancelled) AS cancelled, sum(began) AS began, sum(queued_ms) AS queued_ms,
    max(longest_queued_ms) AS longest_queued_ms, sum(sampled) AS sampled, (sum(completed) + sum(failed))::bigint AS n
  FROM cells c CROSS JOIN LATERAL (VALUES
    ('day', c.workflow_id, c.day), ('day', '${ALL_WORKFLOWS}'::uuid, c.day),
    ('month', c.workflow_id, date_trunc('month', c.day)::date)) AS p (span, workflow_id, day)
  GROUP BY 1, 2, 3, 4, 5
), stats AS (
  INSERT INTO execution_stats AS d (workspace_id, span, workflow_id, day, completed, failed, cancelled, began, queued_ms,
    longest_queued_ms, sampled, buckets, counts)
  SELECT workspace_id, span, workflow_id, day, sum(completed), sum(failed), sum(cancelled), sum(began), sum(queued_ms),
    max(longest_queued_ms), sum(sampled),
    coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL), '{}'),
    coalesce(array_agg(n ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL), '{}')
  FROM spread GROUP BY 1, 2, 3, 4
  ON CONFLICT (workspace_id, span, workflow_id, day) DO UPDATE SET completed = d.completed + excluded.completed,
    failed = d.failed + excluded.failed, cancelled = d.cancelled + excluded.cancelled, began = d.began + excluded.began,
    queued_ms = d.queued_ms + excluded.queued_ms,
    longest_queued_ms = greatest(d.longest_queued_ms, excluded.longest_queued_ms),
    sampled = d.sampled + excluded.sampled, ${MERGED}
)`;

/** One execution after the other, so that no plan ever reads all node runs there are. */
const NODE_STATS = `node_runs AS (
  SELECT s.workspace_id, s.workflow_id, s.day, n.* FROM sampled s CROSS JOIN LATERAL (
    SELECT r.node_id, r.node_type, r.node_name, r.status, r.retry_count, r.duration_ms::bigint AS duration_ms
    FROM node_executions r
    WHERE r.execution_id = s.id AND r.created_at = s.created_at AND r.source = 'performed'
      AND r.status IN ('completed', 'failed', 'unknown') OFFSET 0
  ) AS n
), node_cells AS (
  SELECT workspace_id, workflow_id, node_id, day, ${bucketOf('duration_ms')} AS bucket, max(node_type) AS node_type,
    max(node_name) AS node_name, count(*) AS runs, count(*) FILTER (WHERE status <> 'completed') AS failed,
    sum(retry_count) AS retries, coalesce(sum(duration_ms), 0) AS duration_ms
  FROM node_runs GROUP BY 1, 2, 3, 4, 5
), of_nodes AS (
  INSERT INTO node_stats AS d (workspace_id, workflow_id, node_id, day, node_type, node_name, runs, failed, retries, duration_ms,
    buckets, counts)
  SELECT workspace_id, workflow_id, node_id, day, max(node_type), max(node_name), sum(runs), sum(failed), sum(retries),
    sum(duration_ms),
    coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL), '{}'),
    coalesce(array_agg(runs ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL), '{}')
  FROM node_cells GROUP BY 1, 2, 3, 4
  ON CONFLICT (workspace_id, workflow_id, node_id, day) DO UPDATE SET node_type = excluded.node_type,
    node_name = excluded.node_name, runs = d.runs + excluded.runs, failed = d.failed + excluded.failed,
    retries = d.retries + excluded.retries, duration_ms = d.duration_ms + excluded.duration_ms, ${MERGED}
)`;

/**
 * Counts what ended between `$1` and `$2`, notes what alerts have to tell of it, and moves the mark from `$1` to
 * `$2`. One statement, so that nothing is counted twice or never. Gives how many executions ended; no row: another tick counts.
 */
export const ROLL_UP = `WITH ${ENDED}, ${EXECUTION_STATS}, ${NODE_STATS}, ${hitsOfEnds('$2::timestamptz')}
UPDATE maintenance_state SET value = to_json(($2::timestamptz)::text), updated_at = now()
WHERE name = 'execution_stats' AND EXISTS (SELECT 1 FROM locked)
RETURNING (SELECT count(*) FROM ended)::int AS ended`;
