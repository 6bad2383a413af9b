import { AUDITED, AUDITED_DIFFERENCE, auditedColumns } from '../audit/audited-change.ts';
import { MAX_ALERTS } from './alerts.schemas.ts';

/** `$1` is an AlertCommit as JSON, here and below. */
const GIVEN = `WITH given AS (
  SELECT * FROM json_to_record($1::json->'alert') AS g(
    id uuid, workspace_id uuid, workflow_id uuid, sets_scope boolean, created_by uuid, name text, kind text, threshold integer,
    window_minutes integer, cooldown_minutes integer, channels json, signing_secret text, tells_recovery boolean, is_active boolean,
    now timestamptz)
)`;

/** To be executed by `inTurn`: of two that create an alert at once, the later one counts what the other one made. */
export const INSERT_ALERT = `${GIVEN}, counted AS (
  SELECT count(*) AS held FROM alerts a JOIN given g ON a.workspace_id = g.workspace_id
), changed AS (
  INSERT INTO alerts (id, workspace_id, workflow_id, created_by, name, kind, threshold, window_minutes, cooldown_minutes, channels,
    signing_secret, tells_recovery, is_active, checked_until, created_at, updated_at)
  SELECT g.id, g.workspace_id, g.workflow_id, g.created_by, g.name, g.kind, g.threshold, g.window_minutes, g.cooldown_minutes,
    g.channels, g.signing_secret, g.tells_recovery, g.is_active, g.now, g.now, g.now
  FROM given g, counted WHERE counted.held < ${MAX_ALERTS} RETURNING id
), ${AUDITED}
SELECT id FROM changed`;

/** What the audit log tells of a change: not whom it tells, as addresses may hold secrets. */
const TOLD = [
  'name',
  'kind',
  'threshold',
  'window_minutes',
  'workflow_id',
  'cooldown_minutes',
  'tells_recovery',
  'is_active',
];

/** What is given over what is there by now. A rule is given as a whole. */
const AFTER = `after AS (
  SELECT b.id, g.now, coalesce(g.name, b.name) AS name, CASE WHEN g.sets_scope THEN g.workflow_id ELSE b.workflow_id END AS workflow_id,
    coalesce(g.kind, b.kind) AS kind, CASE WHEN g.kind IS NULL THEN b.threshold ELSE g.threshold END AS threshold,
    CASE WHEN g.kind IS NULL THEN b.window_minutes ELSE g.window_minutes END AS window_minutes,
    coalesce(g.cooldown_minutes, b.cooldown_minutes) AS cooldown_minutes,
    CASE WHEN g.channels IS NULL THEN b.channels ELSE g.channels END AS channels,
    coalesce(g.tells_recovery, b.tells_recovery) AS tells_recovery, coalesce(g.is_active, b.is_active) AS is_active
  FROM before b JOIN given g ON g.id = b.id
)`;

/** Whether the alert goes on as it was; only how much time a window has, and whom it tells, may be others. */
const GOES_ON =
  'n.is_active AND b.is_active AND (n.kind, n.threshold, n.workflow_id) IS NOT DISTINCT FROM (b.kind, b.threshold, b.workflow_id)';

/** Another rule begins anew: what the one before has noted is forgotten. So is what came before a pause. */
export const UPDATE_ALERT = `${GIVEN}, before AS (
  SELECT a.*, ${auditedColumns('a', TOLD)} FROM alerts a JOIN given g ON a.id = g.id AND a.workspace_id = g.workspace_id FOR UPDATE OF a
), ${AFTER}, changed AS (
  UPDATE alerts a SET workflow_id = n.workflow_id, name = n.name, kind = n.kind, threshold = n.threshold,
    window_minutes = n.window_minutes, cooldown_minutes = n.cooldown_minutes, channels = n.channels, is_active = n.is_active,
    tells_recovery = n.tells_recovery,
    open_firing_id = CASE WHEN ${GOES_ON} AND b.tells_recovery = n.tells_recovery THEN a.open_firing_id END,
    checked_until = CASE WHEN ${GOES_ON} THEN a.checked_until ELSE n.now END,
    updated_at = n.now
  FROM after n JOIN before b ON b.id = n.id WHERE a.id = b.id RETURNING a.id, ${auditedColumns('a', TOLD)}
), forgotten AS (
  DELETE FROM alert_hits h USING before b, after n
  WHERE h.alert_id = b.id AND NOT (${GOES_ON})
), ${AUDITED_DIFFERENCE}
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
export const FIRINGS = `SELECT f.id, f.created_at, f.event, f.hits, f.details, (
  SELECT coalesce(json_agg(json_build_object('channel', d.channel, 'status', d.status, 'attempts', d.attempts, 'error', d.error)
    ORDER BY d.channel), '[]') FROM alert_deliveries d WHERE d.firing_id = f.id) AS deliveries
FROM alert_firings f WHERE f.workspace_id = $1::uuid AND f.alert_id = $2::uuid ORDER BY f.created_at DESC LIMIT $3::int`;
