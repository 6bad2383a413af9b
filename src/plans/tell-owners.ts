import { z } from 'zod';
import { noticesOf } from '../accounts/links/notices.ts';
import type { AuthDatabase, SystemDatabase } from '../db/client.ts';
import type { MailPost } from '../mail/mailer.ts';
import { MAILED } from '../mail/queue-statement.ts';
import type { Measured } from './measure-usage.ts';
import { usageMail } from './usage-mails.ts';

const OWNERS = `SELECT w.name, coalesce(json_agg(u.email) FILTER (WHERE u.id IS NOT NULL), '[]') AS emails
FROM workspaces w LEFT JOIN workspace_members m ON m.workspace_id = w.id AND m.role = 'owner'
LEFT JOIN users u ON u.id = m.user_id AND u.status = 'active'
WHERE w.id = $1::uuid GROUP BY w.id`;

const ownersSchema = z.object({ name: z.string(), emails: z.array(z.string()) });

/** The name of a workspace, and where its owners get mail. `null`: there is no such workspace. */
export async function ownersOf(db: AuthDatabase, workspaceId: string): Promise<z.infer<typeof ownersSchema> | null> {
  const [row] = await db.sql.query(OWNERS, [workspaceId]);
  return row === undefined ? null : ownersSchema.parse(row);
}

/** Notes that owners are told, and queues their mails, unless another tick was first. `$1`: `mails`, `$2`: workspace, `$3`: month. */
function noteStatement(set: string, unless: string): string {
  return `WITH changed AS (
  UPDATE workspace_usage SET ${set} WHERE workspace_id = $2::uuid AND month = $3::date AND ${unless} IS NULL RETURNING 1
), ${MAILED}
SELECT 1 FROM changed`;
}

/** A limit that is reached needs no warning any more. */
const NOTES = {
  warned: noteStatement('warned_at = now()', 'warned_at'),
  reached: noteStatement('warned_at = coalesce(warned_at, now()), reached_at = now()', 'reached_at'),
} as const;

/** Tells the owners of a workspace what it has used: once in a month for each level, whoever else does so at the same time. */
export async function tellOwners(
  { db, auth, mailer }: { readonly db: SystemDatabase; readonly auth: AuthDatabase; readonly mailer: MailPost },
  measured: Measured,
): Promise<void> {
  const owners = await ownersOf(auth, measured.workspace_id);
  if (owners === null) return;
  const told = { ...measured, name: owners.name };
  const mails = await noticesOf(
    mailer,
    owners.emails.map((email) => usageMail(told, email)),
  );
  const { workspace_id, month, level } = measured;
  const noted = await db.sql.query(NOTES[level], [JSON.stringify({ mails }), workspace_id, month]);
  if (noted.length > 0) await mailer.dispatch(mails);
}
