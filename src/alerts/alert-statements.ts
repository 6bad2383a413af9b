import { AUDITED } from '../audit/audited-change.ts';
import { MAX_ALERTS } from './alerts.schemas.ts';

/** `$1` is an AlertCommit as JSON, here and below. */
const GIVEN = `WITH given AS (
  SELECT * FROM json_to_record($1::json->'alert') AS g(
    id uuid, workspace_id uuid, workflow_id uuid, created_by uuid, name text, kind text, threshold integer,
    window_minutes integer, cooldown_minutes integer, channels json, signing_secret text, is_active boolean, now timestamptz)
)`;

export const INSERT_ALERT = `${GIVEN}, counted AS (
  SELECT count(*) AS held FROM alerts a JOIN given g ON a.workspace_id = g.workspace_id
), changed AS (
  INSERT INTO alerts (id, workspace_id, workflow_id, created_by, name, kind, threshold, window_minutes, cooldown_minutes, channels,
    signing_secret, is_active, checked_until, created_at, updated_at)
  SELECT g.id, g.workspace_id, g.workflow_id, g.created_by, g.name, g.kind, g.threshold, g.window_minutes, g.cooldown_minutes,
    g.channels, g.signing_secret, g.is_active, g.now, g.now, g.now
  FROM given g, counted WHERE counted.held < ${MAX_ALERTS} RETURNING id
), ${AUDITED}
SELECT id FROM changed`;

/** Whether the alert goes on as it was; only how much time a window has, and whom it tells, may be others. */
const GOES_ON =
  'g.is_active AND b.is_active AND (g.kind, g.threshold, g.workflow_id) IS NOT DISTINCT FROM (b.kind, b.threshold, b.workflow_id)';

/** Another rule begins anew: what the one before has noted is forgotten. So is what came before a pause. */
export const UPDATE_ALERT = `${GIVEN}, before AS (
  SELECT a.* FROM alerts a JOIN given g ON a.id = g.id AND a.workspace_id = g.workspace_id FOR UPDATE OF a
), changed AS (
  UPDATE alerts a SET workflow_id = g.workflow_id, name = g.name, kind = g.kind, threshold = g.threshold,
    window_minutes = g.window_minutes, cooldown_minutes = g.cooldown_minutes, channels = g.channels, is_active = g.is_active,
    checked_until = CASE WHEN ${GOES_ON} THEN a.checked_until ELSE g.now END,
    updated_at = g.now
  FROM given g JOIN before b ON b.id = g.id WHERE a.id = b.id RETURNING a.id
), forgotten AS (
  DELETE FROM alert_hits h USING before b, given g
  WHERE h.alert_id = b.id AND NOT (${GOES_ON})
), ${AUDITED}
SELECT id FROM changed`;

export const DELETE_ALERT = `${GIVEN}, changed AS (
  DELETE FROM alerts a USING given g WHERE a.id = g.id AND a.workspace_id = g.workspace_id RETURNING a.id
), ${AUDITED}
SELECT id FROM changed`;

/** Which of the workflows and people that an alert names are in the workspace. `$1` workspace, `$2` workflows, `$3` users. */
export const KNOWN = `SELECT id, 'workflow' AS type FROM workflows WHERE workspace_id = $1::uuid AND id = ANY($2::uuid[])
UNION ALL
SELECT user_id, 'member' FROM workspace_members WHERE workspace_id = $1::uuid AND user_id = ANY($3::uuid[])`;

/** The last firings of an alert. `$1` workspace, `$2` alert, `$3`: how many. */
export const FIRINGS = `SELECT f.id, f.created_at, f.hits, f.details, (
  SELECT coalesce(json_agg(json_build_object('channel', d.channel, 'status', d.status, 'attempts', d.attempts, 'error', d.error)
    ORDER BY d.channel), '[]') FROM alert_deliveries d WHERE d.firing_id = f.id) AS deliveries
FROM alert_firings f WHERE f.workspace_id = $1::uuid AND f.alert_id = $2::uuid ORDER BY f.created_at DESC LIMIT $3::int`;
