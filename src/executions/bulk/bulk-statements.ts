import { AUDITED } from '../../audit/audited-change.ts';
import { belongingsGone } from '../../retention/forget/forget-statement.ts';
import { hasKeyOf } from '../lifecycle/find-by-key.ts';
import { MAX_OPEN_JOBS } from './bulk.schemas.ts';

/** How long whoever works on a job may be silent, and how long it rests before its next pass, in seconds. */
export const BULK_LEASE_SECONDS = 60;

const IS_OPEN = "j.status IN ('queued', 'running')";

/** `$1`: the job and its audit entry as JSON. */
export const INSERT_JOB = `WITH given AS (
  SELECT * FROM json_to_record($1::json->'job') AS g(id uuid, workspace_id uuid, kind text, filter json, options json,
    total integer, total_is_estimate boolean, created_by uuid, api_key_id uuid, now timestamptz)
), counted AS (
  SELECT count(*) AS held FROM bulk_jobs j JOIN given g ON j.workspace_id = g.workspace_id WHERE ${IS_OPEN}
), changed AS (
  INSERT INTO bulk_jobs (id, workspace_id, kind, filter, options, total, total_is_estimate, created_by, api_key_id, created_at)
  SELECT g.id, g.workspace_id, g.kind, g.filter, g.options, g.total, g.total_is_estimate, g.created_by, g.api_key_id, g.now
  FROM given g, counted WHERE counted.held < ${MAX_OPEN_JOBS}
  RETURNING *
), ${AUDITED}
SELECT * FROM changed`;

/** `$1` workspace, `$2` and `$3`: the job after which the page begins, or nulls; `$4`: how many. */
export const LIST_JOBS = `SELECT * FROM bulk_jobs WHERE workspace_id = $1::uuid
  AND ($2::timestamptz IS NULL OR (created_at, id) < ($2::timestamptz, $3::uuid))
ORDER BY created_at DESC, id DESC LIMIT $4::int`;

export const FIND_JOB = 'SELECT * FROM bulk_jobs WHERE workspace_id = $1::uuid AND id = $2::uuid';

/** One that nobody has begun ends at once. Any other may be taken up at once, by who ends it: who worked on it is fenced. `$1`: the audit entry, `$2` workspace, `$3` job. */
export const STOP_JOB = `WITH changed AS (
  UPDATE bulk_jobs j SET stop_requested_at = coalesce(j.stop_requested_at, now()),
    status = CASE WHEN j.status = 'queued' THEN 'stopped' ELSE j.status END,
    ended_at = CASE WHEN j.status = 'queued' THEN now() END, next_at = now()
  WHERE j.workspace_id = $2::uuid AND j.id = $3::uuid AND ${IS_OPEN}
  RETURNING *
), ${AUDITED}
SELECT * FROM changed`;

/** `$1`: how many. */
export const DUE_JOBS = `SELECT j.id FROM bulk_jobs j WHERE ${IS_OPEN} AND j.next_at <= now() ORDER BY j.next_at LIMIT $1::int`;

/** Takes a job that nobody works on. `$1`: the job. */
export const TAKE_JOB = `UPDATE bulk_jobs j SET status = 'running', revision = j.revision + 1, next_at = now() + interval '${BULK_LEASE_SECONDS} seconds',
  started_at = coalesce(j.started_at, now())
WHERE j.id = $1::uuid AND ${IS_OPEN} AND j.next_at <= now() RETURNING *`;

const STEP = `json_to_record($1::json->'step') AS s(id uuid, revision integer, pass integer, done integer, skipped integer,
  failed integer, pending integer, errors json, position_created_at timestamptz, position_id uuid, status text, error_code text,
  seconds integer)`;

const HELD = "j.id = s.id AND j.revision = s.revision AND j.status = 'running'";

/** What a step came to; what was deleted stands in the row already. `$1`: the step as JSON. */
export const SAVE_STEP = `UPDATE bulk_jobs j SET pass = s.pass, done = j.done + s.done, skipped = s.skipped, failed = s.failed,
  pending = s.pending, errors = s.errors, position_created_at = s.position_created_at, position_id = s.position_id,
  next_at = now() + s.seconds * interval '1 second'
FROM ${STEP} WHERE ${HELD} RETURNING j.*`;

/** The same for the last one. */
export const END_JOB = `WITH changed AS (
  UPDATE bulk_jobs j SET done = j.done + s.done, skipped = s.skipped, failed = s.failed, pending = s.pending,
    errors = s.errors, status = s.status, error_code = s.error_code, ended_at = now()
  FROM ${STEP} WHERE ${HELD} RETURNING j.*
), ${AUDITED}
SELECT * FROM changed`;

/** What a step did while somebody else took the job up and stopped it: nobody did that once more. */
export const ADD_LATE = `UPDATE bulk_jobs j SET done = j.done + s.done, skipped = s.skipped, failed = s.failed, errors = s.errors
FROM ${STEP} WHERE j.id = s.id AND j.revision = s.revision + 1 AND j.status = 'stopped' AND j.pass = s.pass`;

/**
 * Deletes executions that have ended, with all that is told of them, and counts them in the job by the same statement. One that is
 * not yet in the counters of its workflow stays until it is; what an object still holds of one is emptied by the sweep, which a
 * trigger tells. `$1`: ids and `created_at` as JSON, `$2` workspace, `$3` job, `$4` its revision.
 */
export const DELETE_EXECUTIONS = `WITH counted AS (
  SELECT coalesce((SELECT (m.value #>> '{}')::timestamptz FROM maintenance_state m WHERE m.name = 'execution_count'),
    '-infinity') AS until
), gone AS (
  DELETE FROM executions e USING json_to_recordset($1::json) AS k(id uuid, created_at timestamptz), counted
  WHERE ${hasKeyOf('k')} AND e.workspace_id = $2::uuid AND e.status IN ('completed', 'failed', 'cancelled')
    AND e.created_at <= counted.until
    AND EXISTS (SELECT 1 FROM bulk_jobs j WHERE j.id = $3::uuid AND j.revision = $4::int AND j.status = 'running')
  RETURNING e.id, e.created_at
), runs AS (
  DELETE FROM node_executions n USING gone WHERE n.execution_id = gone.id AND n.created_at = gone.created_at
), ${belongingsGone('gone')}, noted AS (
  UPDATE bulk_jobs j SET done = j.done + (SELECT count(*) FROM gone)
  WHERE j.id = $3::uuid AND j.revision = $4::int
)
SELECT k.id, gone.id IS NOT NULL AS gone, e.status IN ('completed', 'failed', 'cancelled') AS ended
FROM json_to_recordset($1::json) AS k(id uuid, created_at timestamptz)
LEFT JOIN gone ON gone.id = k.id
LEFT JOIN executions e ON ${hasKeyOf('k')}`;

/** `$1`: the user or null, `$2`: the API key or null, `$3`: the workspace. What they may do there at this moment. */
export const CREATOR = `SELECT m.role, NULL::text[] AS scopes
FROM users u JOIN workspace_members m ON m.user_id = u.id JOIN workspaces w ON w.id = m.workspace_id
WHERE $2::uuid IS NULL AND u.id = $1::uuid AND u.status = 'active' AND w.id = $3::uuid AND w.deleted_at IS NULL
UNION ALL
SELECT coalesce(k.service_role, m.role), k.scopes
FROM api_keys k JOIN workspaces w ON w.id = k.workspace_id
LEFT JOIN users u ON u.id = k.user_id AND u.status = 'active'
LEFT JOIN workspace_members m ON m.user_id = u.id AND m.workspace_id = k.workspace_id
WHERE k.id = $2::uuid AND w.id = $3::uuid AND w.deleted_at IS NULL AND k.revoked_at IS NULL
  AND (k.expires_at IS NULL OR k.expires_at > now()) AND coalesce(k.service_role, m.role) IS NOT NULL`;
