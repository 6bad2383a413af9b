import { z } from 'zod';
import type { SystemDatabase } from '../../db/client.ts';
import { type Channels, type FiringDetails, firingDetailsSchema } from '../alerts.schemas.ts';
import { ALERTED } from './hits-of-ends.ts';
import { CHANGED, FIRING, type FireDeps, TOLD, tellAll } from './tell.ts';

/** Recoveries that one tick tells of. */
const LIMIT = 500;

/** Each workflow that the firing named has, of what began after its last hit, an execution that went well; or is gone. */
const WENT_WELL = `NOT EXISTS (
    SELECT 1 FROM json_to_recordset(f.details->'workflows') AS n (workflow json, last_at timestamptz)
    JOIN workflows w ON w.id = (n.workflow->>'id')::uuid AND w.workspace_id = a.workspace_id
    WHERE NOT EXISTS (
      SELECT 1 FROM executions e WHERE e.workflow_id = w.id AND e.created_at > n.last_at AND e.status = 'completed' AND e.${ALERTED}
        AND (a.kind <> 'slow' OR e.completed_at - e.started_at <= a.threshold * interval '1 second')))`;

/** A whole window has passed, and the one until now has too few. */
const WINDOW_IS_CALM = `f.created_at <= now() - a.window_minutes * interval '1 minute' AND a.threshold > coalesce((
    SELECT sum(h.hits) FROM alert_hits h WHERE h.alert_id = a.id AND h.at > now() - a.window_minutes * interval '1 minute'), 0)`;

/** Each schedule that the firing named has run since; or is switched off, or gone. */
const SCHEDULES_RAN = `NOT EXISTS (
    SELECT 1 FROM json_to_recordset(f.details->'workflows') AS n (schedule json)
    JOIN schedules s ON s.id = (n.schedule->>'id')::uuid AND s.workspace_id = a.workspace_id AND s.is_active
    WHERE s.last_run_at IS NULL OR s.last_run_at <= f.created_at)`;

/** None is open for too long. */
const NO_WAIT_IS_OVERDUE = `NOT EXISTS (
    SELECT 1 FROM execution_waits w
    JOIN executions e ON e.id = w.execution_id AND e.created_at = w.execution_created_at
      AND e.status IN ('queued', 'running', 'waiting') AND e.${ALERTED}
      AND (a.workflow_id IS NULL OR e.workflow_id = a.workflow_id)
    WHERE w.workspace_id = a.workspace_id AND w.created_at <= now() - a.threshold * interval '1 minute'
      AND w.resumed_at IS NULL AND w.closed_at IS NULL AND w.kind <> 'calls')`;

/** An alert that has yet to tell of something is not over; within a window a few do not count. */
const HAS_NO_MORE = 'NOT EXISTS (SELECT 1 FROM alert_hits h WHERE h.alert_id = a.id)';

const RECOVERED = `SELECT a.id, a.workspace_id, a.channels, a.fired_count, f.id AS firing_id, f.details
FROM alerts a JOIN alert_firings f ON f.id = a.open_firing_id AND f.alert_id = a.id
JOIN workspaces o ON o.id = a.workspace_id AND o.deleted_at IS NULL
WHERE a.open_firing_id IS NOT NULL AND a.tells_recovery AND a.is_active AND CASE a.kind
  WHEN 'failures_in_window' THEN ${WINDOW_IS_CALM}
  WHEN 'schedule_missed' THEN ${HAS_NO_MORE} AND ${SCHEDULES_RAN}
  WHEN 'wait_overdue' THEN ${HAS_NO_MORE} AND ${NO_WAIT_IS_OVERDUE}
  ELSE ${HAS_NO_MORE} AND ${WENT_WELL} END
ORDER BY f.created_at LIMIT ${LIMIT}`;

const recoveredSchema = z.object({
  id: z.string(),
  workspace_id: z.string(),
  channels: z.custom<Channels>(),
  fired_count: z.number(),
  firing_id: z.string(),
  details: firingDetailsSchema,
});
type Recovered = z.infer<typeof recoveredSchema>;

/** `$1`: as for a firing, `$2`: the firing that is over. Once, unless the alert has fired again or was changed. */
const RECOVER = `WITH changed AS (
  UPDATE alerts a SET open_firing_id = NULL
  FROM ${FIRING}
  WHERE a.id = f.alert_id AND a.is_active AND a.fired_count = f.fired_count AND a.open_firing_id = $2::uuid
  RETURNING ${CHANGED}
), ${TOLD}`;

/** What had fired is told once more, without hits: since when, and of which workflows. */
function detailsOf({ details }: Recovered, at: string): FiringDetails {
  return { ...details, fired_at: at, first_at: details.fired_at, hits: 0 };
}

async function recoveredAlerts(db: SystemDatabase): Promise<readonly Recovered[]> {
  return z.array(recoveredSchema).parse(await db.sql.query(RECOVERED));
}

/** Tells that what alerts told of is over, for those that are to tell it. */
export async function tellRecoveries(deps: FireDeps): Promise<void> {
  await tellAll(deps, await recoveredAlerts(deps.db), {
    event: 'recovered',
    statement: RECOVER,
    params: ({ firing_id }) => [firing_id],
    details: detailsOf,
  });
}
