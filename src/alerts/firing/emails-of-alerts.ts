import { z } from 'zod';
import type { AuthDatabase } from '../../db/client.ts';
import type { Channels } from '../alerts.schemas.ts';

/** Whom an alert names and who is a member still. `$1`: alerts, with their workspaces and the ids of those whom they mail, as JSON. */
const EMAILS = `SELECT r.id, json_agg(DISTINCT u.email) AS emails
FROM json_to_recordset($1::json) AS r (id uuid, workspace_id uuid, mail json)
CROSS JOIN LATERAL json_array_elements_text(r.mail) AS m (user_id)
JOIN workspace_members o ON o.workspace_id = r.workspace_id AND o.user_id = m.user_id::uuid
JOIN users u ON u.id = o.user_id AND u.status = 'active'
GROUP BY r.id`;

const rowsSchema = z.array(z.object({ id: z.string(), emails: z.array(z.string()) }));

/** The addresses to which each of these alerts writes. What runs by itself sees none, so it is authentication that tells them. */
export async function emailsOfAlerts(
  auth: AuthDatabase,
  alerts: readonly { readonly id: string; readonly workspace_id: string; readonly channels: Channels }[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const asked = alerts.map(({ id, workspace_id, channels }) => ({ id, workspace_id, mail: channels.mail }));
  if (asked.every(({ mail }) => mail.length === 0)) return new Map();
  const rows = rowsSchema.parse(await auth.sql.query(EMAILS, [JSON.stringify(asked)]));
  return new Map(rows.map(({ id, emails }) => [id, emails]));
}
