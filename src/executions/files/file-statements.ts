/** `$1`: the row as JSON. Before the first byte, so that whatever is in the bucket has a row that tells of it. */
export const BEGIN_FILE = `INSERT INTO execution_files (execution_id, file_id, execution_created_at, workspace_id, node_id, kind,
  file_name, mime_type, is_kept, created_at)
SELECT execution_id, file_id, execution_created_at, workspace_id, node_id, kind, file_name, mime_type, is_kept, created_at
FROM json_to_record($1::json) AS g(execution_id uuid, file_id uuid, execution_created_at timestamptz, workspace_id uuid, node_id text,
  kind text, file_name text, mime_type text, is_kept boolean, created_at timestamptz)`;

const KEY = 'execution_id = $1::uuid AND file_id = $2::uuid';

/** `$1` execution, `$2` file, `$3` size, `$4` hash. Gives no row if the file was forgotten meanwhile. */
export const FINISH_FILE = `UPDATE execution_files SET size = $3::bigint, sha256 = $4 WHERE ${KEY} RETURNING 1`;

/** `$1` execution, `$2` file. What was written of it goes by the trigger. */
export const DROP_FILE = `DELETE FROM execution_files WHERE ${KEY}`;

/** `$1` execution, `$2` file, `$3` workspace. */
export const FIND_FILE = `SELECT file_id, kind, size, sha256 FROM execution_files
WHERE ${KEY} AND workspace_id = $3::uuid AND size IS NOT NULL`;

/**
 * Lets other executions hold what one holds. `$1` that one, `$2` the files as JSON, `$3` the others, with `created_at`, as JSON,
 * `$4` workspace. `$2` NULL: all that are no outputs. The lock keeps the row from being deleted before the new ones can be seen.
 */
export const SHARE_FILES = `WITH held AS MATERIALIZED (
  SELECT f.* FROM execution_files f WHERE f.execution_id = $1::uuid AND f.workspace_id = $4::uuid AND f.size IS NOT NULL
    AND f.kind = 'file' AND ($2::json IS NULL OR f.file_id IN (SELECT value::uuid FROM json_array_elements_text($2::json)))
  FOR SHARE
)
INSERT INTO execution_files (execution_id, file_id, execution_created_at, workspace_id, node_id, kind, file_name, mime_type, size,
  sha256, is_kept, created_at)
SELECT o.id, h.file_id, o.created_at, h.workspace_id, '', h.kind, h.file_name, h.mime_type, h.size, h.sha256, h.is_kept, h.created_at
FROM held h CROSS JOIN json_to_recordset($3::json) AS o(id uuid, created_at timestamptz)
ON CONFLICT DO NOTHING`;

const SHOWN = 'file_id AS id, kind, node_id, file_name, mime_type, size, sha256, created_at';

/** What people see of an execution: nothing that its workflow does not keep. `$1` workspace, `$2` execution. */
const OF_EXECUTION = 'workspace_id = $1::uuid AND execution_id = $2::uuid AND size IS NOT NULL AND is_kept';

/** `$3`: the file after which the page begins, `$4` how many. */
export const LIST_FILES = `SELECT ${SHOWN} FROM execution_files
WHERE ${OF_EXECUTION} AND ($3::uuid IS NULL OR file_id > $3::uuid) ORDER BY file_id LIMIT $4::int`;

/** `$3`: the file. */
export const SHOW_FILE = `SELECT ${SHOWN} FROM execution_files WHERE ${OF_EXECUTION} AND file_id = $3::uuid`;

/** `$1` workspace, `$2` execution, `$3` its `created_at`. */
export const HAS_EXECUTION = `SELECT 1 FROM executions
WHERE workspace_id = $1::uuid AND id = $2::uuid AND created_at = $3::timestamptz`;

/** `$1` execution, `$2` files as JSON. */
export const FIND_OUTPUTS = `SELECT file_id, workspace_id, size FROM execution_files
WHERE execution_id = $1::uuid AND kind = 'output' AND size IS NOT NULL
  AND file_id IN (SELECT value::uuid FROM json_array_elements_text($2::json))`;
