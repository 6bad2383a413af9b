import { AUDITED } from '../../audit/audited-change.ts';

const COLUMNS = `a.execution_id, a.workflow_id, w.name AS workflow_name, nullif(a.node_id, '') AS node_id, n.node_name,
  a.run_index, a.reason, e.status AS execution_status, coalesce(n.error_message, e.error_message) AS error_message,
  a.noted_at, a.settled_at, a.settled_by, a.outcome, a.note`;

const JOINS = `LEFT JOIN executions e ON e.id = ANY (ARRAY[a.execution_id]) AND e.created_at = ANY (ARRAY[a.execution_created_at])
LEFT JOIN workflows w ON w.id = a.workflow_id
LEFT JOIN LATERAL (
  SELECT n.node_name, n.error_message FROM node_executions n
  WHERE a.node_id <> '' AND n.execution_id = a.execution_id AND n.created_at = a.execution_created_at
    AND n.node_id = a.node_id AND n.run_index = a.run_index
) n ON true`;

/**
 * What is not settled, newest first. `$1` workspace, `$2` reason or null, `$3` … `$6`: the place after which the page begins, or
 * nulls, `$7`: how many. Rows may outlive their execution for a night.
 */
export const LIST_ATTENTION = `SELECT ${COLUMNS} FROM (
  SELECT * FROM execution_attention a
  WHERE a.workspace_id = $1::uuid AND a.settled_at IS NULL AND ($2::text IS NULL OR a.reason = $2)
    AND ($3::timestamptz IS NULL
      OR (a.noted_at, a.execution_id, a.node_id, a.run_index) < ($3::timestamptz, $4::uuid, $5::text, $6::int))
  ORDER BY a.noted_at DESC, a.execution_id DESC, a.node_id DESC, a.run_index DESC LIMIT $7::int
) a ${JOINS}
ORDER BY a.noted_at DESC, a.execution_id DESC, a.node_id DESC, a.run_index DESC`;

/** `$1`: audit, outcome, output, note and user as JSON, `$2` workspace, `$3` execution, `$4` node or empty, `$5` run. Once only. */
export const SETTLE = `WITH changed AS (
  UPDATE execution_attention a SET settled_at = now(), settled_by = ($1::json->>'user_id')::uuid,
    outcome = $1::json->>'outcome', note = $1::json->>'note',
    output = CASE WHEN json_typeof($1::json->'output') = 'array' THEN $1::json->'output' END
  WHERE a.workspace_id = $2::uuid AND a.execution_id = $3::uuid AND a.node_id = $4 AND a.run_index = $5::int
    AND a.settled_at IS NULL
  RETURNING *
), ${AUDITED}
SELECT ${COLUMNS} FROM changed a ${JOINS}`;
