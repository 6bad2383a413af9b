import { AUDITED } from '../../audit/audited-change.ts';

/**
 * Both take `$1`: the audit entry as JSON, `$2`: the workspace, `$3`: now.
 *
 * All that starts an execution asks first whether the workflow is archived, so archiving all of them stops everything at once, and costs
 * no one else a statement. Schedules and polls leave the indexes by which they are found. `$4`: when the rows go.
 */
export const REQUEST_DELETION = `WITH changed AS (
  UPDATE workspaces SET deleted_at = $3::timestamptz, deletes_at = $4::timestamptz, stopped_at = NULL
  WHERE id = $2::uuid AND deleted_at IS NULL RETURNING id
), suspended AS (
  INSERT INTO suspended_workflows (workflow_id, workspace_id, status)
  SELECT w.id, w.workspace_id, w.status FROM workflows w JOIN changed ON w.workspace_id = changed.id
  WHERE w.status <> 'archived' ON CONFLICT DO NOTHING
), archived AS (
  UPDATE workflows w SET status = 'archived' FROM changed WHERE w.workspace_id = changed.id AND w.status <> 'archived'
), unscheduled AS (
  UPDATE schedules s SET next_run_at = NULL FROM changed WHERE s.workspace_id = changed.id AND s.is_active
), unpolled AS (
  UPDATE polls p SET next_poll_at = 'infinity' FROM changed WHERE p.workspace_id = changed.id
), ${AUDITED}
SELECT id FROM changed`;

/** Schedules go on as if nothing had ticked meanwhile: what they missed is up to their own policy. Polls ask at the next tick. */
export const RESTORE = `WITH changed AS (
  UPDATE workspaces SET deleted_at = NULL, deletes_at = NULL, stopped_at = NULL
  WHERE id = $2::uuid AND deleted_at IS NOT NULL AND deletes_at > $3::timestamptz RETURNING id
), suspended AS (
  DELETE FROM suspended_workflows s USING changed WHERE s.workspace_id = changed.id RETURNING s.workflow_id, s.status
), unarchived AS (
  UPDATE workflows w SET status = s.status FROM suspended s WHERE w.id = s.workflow_id AND w.workspace_id = $2::uuid
), scheduled AS (
  UPDATE schedules s SET next_run_at = s.next_slot_at
  FROM changed WHERE s.workspace_id = changed.id AND s.is_active AND s.next_run_at IS NULL
), polled AS (
  UPDATE polls p SET next_poll_at = $3::timestamptz FROM changed WHERE p.workspace_id = changed.id
), ${AUDITED}
SELECT id FROM changed`;
