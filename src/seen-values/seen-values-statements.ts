/**
 * Parameters of all statements: the node run that asks by `$1` workspace, `$2` workflow, `$3` execution, `$4` node, `$5` run
 * index; `$6`: whose history it is, the node's id, or empty for the workflow's. A run that asks again gets the same answer,
 * and changes nothing.
 */
const KNOWN = `known AS (
  SELECT passed FROM dedupe_runs
  WHERE workspace_id = $1::uuid AND execution_id = $3::uuid AND node_id = $4 AND run_index = $5::int
)`;

function answered(passed: string): string {
  return `answered AS (
  INSERT INTO dedupe_runs (workspace_id, execution_id, node_id, run_index, passed)
  SELECT $1::uuid, $3::uuid, $4, $5::int, coalesce((${passed}), '{}')
  WHERE NOT EXISTS (SELECT 1 FROM known)
  ON CONFLICT DO NOTHING RETURNING passed
)
SELECT passed FROM known UNION ALL SELECT passed FROM answered`;
}

/** Values in the history that this run did not bring again. */
const NOT_BROUGHT = `workspace_id = $1::uuid AND workflow_id = $2::uuid AND node_id = $6
    AND value_hash NOT IN (SELECT value_hash FROM input)`;

/**
 * `$7`: the hashes as JSON, `$8`: how many the history keeps. It inserts in the order of the hashes, so that two runs
 * with the same ones cannot deadlock. It never drops a value that this run brought, whether new or not.
 */
export const KEEP_NEW = `WITH ${KNOWN}, input AS (
  SELECT value_hash, position::int - 1 AS position
  FROM json_array_elements_text($7::json) WITH ORDINALITY AS v(value_hash, position)
  WHERE NOT EXISTS (SELECT 1 FROM known)
), fresh AS (
  INSERT INTO dedupe_keys (workspace_id, workflow_id, node_id, value_hash)
  SELECT $1::uuid, $2::uuid, $6, value_hash FROM input ORDER BY value_hash
  ON CONFLICT DO NOTHING RETURNING value_hash
), dropped AS (
  DELETE FROM dedupe_keys WHERE ${NOT_BROUGHT} AND seq <= (
    SELECT seq FROM dedupe_keys WHERE ${NOT_BROUGHT}
    ORDER BY seq DESC OFFSET greatest(0, $8::int - (SELECT count(*) FROM input)) LIMIT 1)
), ${answered('SELECT array_agg(position ORDER BY position) FROM input JOIN fresh USING (value_hash)')}`;

/**
 * `$7`: the numbers as JSON, `$8`: `higher` or `later`. The UPDATE that raises the mark also returns the previous one,
 * so no other run comes between.
 */
export const RAISE_MARK = `WITH ${KNOWN}, input AS (
  SELECT value::float8 AS value, position::int - 1 AS position
  FROM json_array_elements_text($7::json) WITH ORDINALITY AS v(value, position)
  WHERE NOT EXISTS (SELECT 1 FROM known)
), raised AS (
  INSERT INTO dedupe_marks AS m (workspace_id, workflow_id, node_id, kind, mark)
  SELECT $1::uuid, $2::uuid, $6, $8, max(value) FROM input HAVING count(*) > 0
  ON CONFLICT (workflow_id, node_id, kind) DO UPDATE SET previous = m.mark, mark = greatest(m.mark, excluded.mark)
  WHERE m.workspace_id = $1::uuid
  RETURNING m.previous
), ${answered(`SELECT array_agg(position ORDER BY position) FROM input, raised
    WHERE raised.previous IS NULL OR value > raised.previous`)}`;

/** `$1` workspace, `$2` workflow, `$3` the node's id or empty. */
export const CLEAR = `WITH keys AS (
  DELETE FROM dedupe_keys WHERE workspace_id = $1::uuid AND workflow_id = $2::uuid AND node_id = $3
)
DELETE FROM dedupe_marks WHERE workspace_id = $1::uuid AND workflow_id = $2::uuid AND node_id = $3`;
