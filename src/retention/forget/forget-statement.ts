/** How long executions are kept where neither their workflow nor their workspace says. */
export const USUAL_RETENTION = { completed: '30 days', failed: '90 days' };

/** Executions that one statement looks at: each takes some ten milliseconds, so that nobody waits for its locks. */
export const PAGE = 2000;

/** Statements of two nights that overlap take turns, so that they never deadlock. {@link HAS_TURN} has it taken first. */
export const TURN = `turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtext('linkflow.forget')))`;

/** Known before the first row is read, so that rows come from an index in its order. */
export const HAS_TURN = '(SELECT count(*) FROM turn) = 1';

/** Whether nothing needs the row of execution `e` any more: its journal is purged, and it has been counted. */
export const IS_FREE = `(e.promoted_at IS NULL OR e.journal_purged_at IS NOT NULL) AND e.created_at <= greatest(now() - interval '1 hour',
    (SELECT (value #>> '{}')::timestamptz FROM maintenance_state WHERE name = 'execution_count'))`;

/** The columns that {@link DUE_OF_PAGE} needs of a part `page`. */
export const PAGE_COLUMNS = `e.id, e.created_at, e.workspace_id, e.workflow_id, e.status, e.completed_at, ${IS_FREE} AS is_free`;

/** What is past its retention among the part `page`. `$2`, `$3`: the usual retentions. */
export const DUE_OF_PAGE = `policies AS MATERIALIZED (
  SELECT * FROM retention_policies($2::interval, $3::interval) WHERE workflow_id IN (SELECT DISTINCT workflow_id FROM page)
), due AS MATERIALIZED (
  SELECT e.id, e.created_at, e.workspace_id FROM page e JOIN policies k ON k.workflow_id = e.workflow_id
  WHERE e.is_free AND is_over_for(e.status, e.completed_at, k.completed, k.failed)
)`;

/** Whose rows go with an execution at once: they tell of its data. */
const BELONGINGS = [
  'execution_calls',
  'execution_files',
  'execution_waits',
  'execution_shares',
  'execution_values',
  'execution_attention',
  'executions_to_forget',
];

/** Parts of a statement that delete what belongs to the executions of a part (`id`), by an array, so that the planner looks each of them up. */
export function belongingsGone(part: string): string {
  return BELONGINGS.map(
    (table) => `${table}_gone AS (DELETE FROM ${table} t WHERE t.execution_id = ANY (ARRAY(SELECT id FROM ${part})))`,
  ).join(',\n');
}

const KEYS = 'ARRAY(SELECT id FROM due)';

/** Names the months, too, so that no other is looked into. */
const WITHIN = 'created_at >= (SELECT low FROM bounds) AND created_at <= (SELECT high FROM bounds)';

/**
 * The parts that forget the executions of the part `due` (`id`, `created_at`, `workspace_id`) with all that belongs to them.
 * By arrays, so that the planner looks each of them up, whatever it believes. `$1`: the night that counts them, or null. A trigger
 * notes those whose object still holds a journal.
 */
export const FORGET_DUE = `bounds AS MATERIALIZED (SELECT min(created_at) AS low, max(created_at) AS high FROM due),
gone AS (
  DELETE FROM executions WHERE id = ANY (${KEYS}) AND ${WITHIN} RETURNING workspace_id
), node_runs AS (
  DELETE FROM node_executions WHERE execution_id = ANY (${KEYS}) AND ${WITHIN}
), ${belongingsGone('due')},
counted AS (
  INSERT INTO retention_counts AS c (run_id, workspace_id, executions)
  SELECT $1::uuid, workspace_id, count(*)::int FROM gone WHERE $1::uuid IS NOT NULL GROUP BY workspace_id
  ON CONFLICT (workspace_id, run_id) DO UPDATE SET executions = c.executions + excluded.executions
)`;
