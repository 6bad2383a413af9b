import { failuresOf } from './failures-of.ts';
import { firingDetails } from './firing-details.ts';
import { forgetFew, ripeAlerts } from './ripe-alerts.ts';
import { CHANGED, FIRING, type FireDeps, TOLD, tellAll } from './tell.ts';

/**
 * Notes that an alert fired, forgets what is told by that, and queues all that goes out; unless another tick was first, or has just
 * noted more that would be forgotten with it. `$1`: firing, channels and mails as JSON, `$2`: the moment of the last hit that is told.
 */
const FIRE = `WITH changed AS (
  UPDATE alerts a SET last_fired_at = now(), fired_count = a.fired_count + 1, open_firing_id = f.id
  FROM ${FIRING}
  WHERE a.id = f.alert_id AND a.is_active AND a.fired_count = f.fired_count
    AND f.hits = (SELECT sum(h.hits) FROM alert_hits h WHERE h.alert_id = f.alert_id AND h.at <= $2::timestamptz)
  RETURNING ${CHANGED}
), told AS (
  DELETE FROM alert_hits h USING changed c WHERE h.alert_id = c.alert_id AND h.at <= $2::timestamptz
), ${TOLD}`;

/** Fires the alerts that have something to tell. Several ticks may do so at once: each alert fires once. */
export async function fireAlerts(deps: FireDeps): Promise<void> {
  const ripe = await ripeAlerts(deps.db);
  const failures = await failuresOf(deps.db, ripe);
  await tellAll(deps, ripe, {
    event: 'fired',
    statement: FIRE,
    params: ({ told_until }) => [told_until],
    details: (alert, firedAt) => firingDetails(alert, { firedAt, failures }),
  });
  await forgetFew(deps.db);
}
