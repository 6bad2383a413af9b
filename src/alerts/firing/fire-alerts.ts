import { noticesOf } from '../../accounts/links/notices.ts';
import type { AuthDatabase, SystemDatabase } from '../../db/client.ts';
import type { MailPost } from '../../mail/mailer.ts';
import { MAILED } from '../../mail/queue-statement.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import { inGroups } from '../../shared/in-groups.ts';
import type { Log } from '../../shared/log.ts';
import { alertMail } from './alert-mail.ts';
import { emailsOfAlerts } from './emails-of-alerts.ts';
import { firingDetails } from './firing-details.ts';
import { forgetFew, type RipeAlert, ripeAlerts } from './ripe-alerts.ts';

export type FireDeps = {
  readonly db: SystemDatabase;
  readonly auth: AuthDatabase;
  readonly mailer: MailPost;
  readonly ids: IdSource;
  readonly now: Clock;
  readonly log: Log;
};

/** Alerts that are fired at the same time. */
const AT_ONCE = 10;

/**
 * Notes that an alert fired, forgets what is told by that, and queues all that goes out, unless another tick was first. `$1`: firing,
 * channels and mails as JSON, `$2`: the moment of the last hit that is told.
 */
const FIRE = `WITH changed AS (
  UPDATE alerts a SET last_fired_at = now(), fired_count = a.fired_count + 1
  FROM json_to_record($1::json->'firing') AS f (id uuid, alert_id uuid, fired_count integer, hits integer, details json)
  WHERE a.id = f.alert_id AND a.is_active AND a.fired_count = f.fired_count
  RETURNING f.id, a.id AS alert_id, a.workspace_id, f.hits, f.details
), told AS (
  DELETE FROM alert_hits h USING changed c WHERE h.alert_id = c.alert_id AND h.at <= $2::timestamptz
), fired AS (
  INSERT INTO alert_firings (id, alert_id, workspace_id, hits, details) SELECT id, alert_id, workspace_id, hits, details FROM changed
), queued AS (
  INSERT INTO alert_deliveries (firing_id, channel)
  SELECT c.id, t.channel FROM changed c, json_array_elements_text($1::json->'channels') AS t (channel)
), ${MAILED}
SELECT 1 FROM changed`;

function channelsOf({ channels }: RipeAlert): string[] {
  return [
    ...(channels.webhook_url === null ? [] : ['webhook']),
    ...(channels.workflow_id === null ? [] : ['workflow']),
  ];
}

async function fire({ db, mailer, ids, now }: FireDeps, alert: RipeAlert, emails: readonly string[]): Promise<void> {
  const time = now();
  const details = firingDetails(alert, new Date(time).toISOString());
  const mails = await noticesOf(
    mailer,
    emails.map((email) => alertMail(details, email)),
  );
  const { id, fired_count, hits } = alert;
  const firing = { id: ids(time), alert_id: id, fired_count, hits, details };
  const text = JSON.stringify({ firing, channels: channelsOf(alert), mails });
  const fired = await db.sql.query(FIRE, [text, alert.told_until]);
  if (fired.length > 0) await mailer.dispatch(mails);
}

/** One alert that cannot be fired keeps no other from it; the next tick tries again. */
async function tryToFire(deps: FireDeps, alert: RipeAlert, emails: readonly string[]): Promise<void> {
  try {
    await fire(deps, alert, emails);
  } catch (error) {
    deps.log({ level: 'error', message: 'An alert was not fired; the next tick tries again.', alert: alert.id, error });
  }
}

/** Fires the alerts that have something to tell. Several ticks may do so at once: each alert fires once. */
export async function fireAlerts(deps: FireDeps): Promise<void> {
  const ripe = await ripeAlerts(deps.db);
  const emails = await emailsOfAlerts(deps.auth, ripe);
  await inGroups(ripe, AT_ONCE, (alert) => tryToFire(deps, alert, emails.get(alert.id) ?? []));
  await forgetFew(deps.db);
}
