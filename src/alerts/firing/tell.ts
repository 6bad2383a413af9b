import { noticesOf } from '../../accounts/links/notices.ts';
import type { AuthDatabase, SystemDatabase } from '../../db/client.ts';
import type { MailPost } from '../../mail/mailer.ts';
import { MAILED } from '../../mail/queue-statement.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import { inGroups } from '../../shared/in-groups.ts';
import type { Log } from '../../shared/log.ts';
import type { Channels, FiringDetails, FiringEvent } from '../alerts.schemas.ts';
import { alertMail } from './alert-mail.ts';
import { emailsOfAlerts } from './emails-of-alerts.ts';

export type FireDeps = {
  readonly db: SystemDatabase;
  readonly auth: AuthDatabase;
  readonly mailer: MailPost;
  readonly ids: IdSource;
  readonly now: Clock;
  readonly log: Log;
};

/** Alerts that are told of at the same time. */
const AT_ONCE = 10;

/** In SQL, the firing that {@link Telling} has as JSON in `$1`. */
export const FIRING = `json_to_record($1::json->'firing') AS f (
  id uuid, alert_id uuid, fired_count integer, hits integer, details json, event text)`;

/** What a part of a statement named `changed` has to give, so that {@link TOLD} can follow. */
export const CHANGED = 'f.id, a.id AS alert_id, a.workspace_id, f.hits, f.details, f.event';

/** The last parts of a statement: stores the firing, and queues all that goes out, if `changed` has a row. */
export const TOLD = `fired AS (
  INSERT INTO alert_firings (id, alert_id, workspace_id, hits, details, event)
  SELECT id, alert_id, workspace_id, hits, details, event FROM changed
), queued AS (
  INSERT INTO alert_deliveries (firing_id, channel)
  SELECT c.id, t.channel FROM changed c, json_array_elements_text($1::json->'channels') AS t (channel)
), ${MAILED}
SELECT 1 FROM changed`;

/** An alert that has something to tell. */
type Telling = {
  readonly id: string;
  readonly workspace_id: string;
  readonly channels: Channels;
  readonly fired_count: number;
};

function channelsOf({ channels }: Telling): string[] {
  return [
    ...(channels.webhook_url === null ? [] : ['webhook']),
    ...(channels.workflow_id === null ? [] : ['workflow']),
  ];
}

/** How alerts of one kind tell. */
type Way<T extends Telling> = {
  readonly event: FiringEvent;
  readonly statement: string;
  /** What the statement takes from `$2` on. */
  readonly params: (alert: T) => readonly string[];
  readonly details: (alert: T, at: string) => FiringDetails;
};

async function tellOne<T extends Telling>(
  { db, mailer, ids, now }: FireDeps,
  { event, statement, params, details }: Way<T>,
  { alert, emails }: { readonly alert: T; readonly emails: readonly string[] },
): Promise<void> {
  const time = now();
  const told = details(alert, new Date(time).toISOString());
  const mails = await noticesOf(
    mailer,
    emails.map((email) => alertMail(event, told, email)),
  );
  const { id: alert_id, fired_count } = alert;
  const firing = { id: ids(time), alert_id, fired_count, hits: told.hits, details: told, event };
  const text = JSON.stringify({ firing, channels: channelsOf(alert), mails });
  const fired = await db.sql.query(statement, [text, ...params(alert)]);
  if (fired.length > 0) await mailer.dispatch(mails);
}

/** Tells what alerts have to tell. One that cannot keeps no other from it; the next tick tries again. */
export async function tellAll<T extends Telling>(deps: FireDeps, alerts: readonly T[], way: Way<T>): Promise<void> {
  const emails = await emailsOfAlerts(deps.auth, alerts);
  await inGroups(alerts, AT_ONCE, async (alert) => {
    try {
      await tellOne(deps, way, { alert, emails: emails.get(alert.id) ?? [] });
    } catch (error) {
      const message = 'An alert was not fired; the next tick tries again.';
      deps.log({ level: 'error', message, alert: alert.id, event: way.event, error });
    }
  });
}
