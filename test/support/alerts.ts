import { env } from 'cloudflare:workers';
import { z } from 'zod';
import { createDependencies } from '../../src/dependencies.ts';
import { keepAlerts } from '../../src/intake/sweep/keep-alerts.ts';
import { rollUp } from './insights.ts';
import type { User } from './running-app.ts';
import { testDatabase } from './test-database.ts';

const created = z.looseObject({ id: z.string(), signing_secret: z.string() });

const firings = z.object({
  data: z.array(
    z.looseObject({
      hits: z.number(),
      details: z.looseObject({ workflows: z.array(z.looseObject({ hits: z.number() })) }),
      deliveries: z.array(z.looseObject({ channel: z.string(), status: z.string(), error: z.string().nullable() })),
    }),
  ),
});

/** The id of the user that owns the workspace. */
export async function ownerOf({ workspaceId }: User): Promise<string> {
  const text = 'SELECT owner_id FROM workspaces WHERE id = $1::uuid';
  return String((await testDatabase().sql.query(text, [workspaceId]))[0]?.owner_id);
}

/** Creates an alert that mails the owner unless `fields` says otherwise. It was made an hour ago, as far as it knows. */
export async function createAlert(user: User, fields: object) {
  const body = { name: 'Watch', channels: { mail: [await ownerOf(user)] }, ...fields };
  const { status, json, text } = await user.api('POST', '/alerts', body);
  if (status !== 201) throw new Error(text);
  const alert = created.parse(json);
  await changeAlert(
    alert.id,
    `created_at = created_at - interval '1 hour', checked_until = created_at - interval '1 hour'`,
  );
  return alert;
}

/** Changes the row of an alert as SQL says. */
export async function changeAlert(id: string, assignments: string): Promise<void> {
  await testDatabase().sql.query(`UPDATE alerts SET ${assignments} WHERE id = $1::uuid`, [id]);
}

/** What each minute does for alerts, with what has ended until now. */
export async function tickAlerts(): Promise<void> {
  await rollUp();
  await keepAlerts(createDependencies(env).intake);
}

/** What an alert told, the newest first. */
export async function firingsOf({ api }: User, id: string) {
  return firings.parse((await api('GET', `/alerts/${id}/firings`)).json).data;
}
