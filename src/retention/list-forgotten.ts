import { z } from 'zod';
import type { PeopleDatabase } from '../db/client.ts';
import { storedMoment } from '../db/stored-moment.ts';
import type { Actor } from '../security/permissions.ts';
import type { Forgotten } from './retention.schemas.ts';

/** Nights that are told of. */
const NIGHTS = 60;

const LIST = `SELECT r.started_at, r.ended_at, r.status, c.executions FROM retention_counts c JOIN retention_runs r ON r.id = c.run_id
WHERE c.workspace_id = $1::uuid ORDER BY r.started_at DESC LIMIT ${NIGHTS}`;

const rowSchema = z.object({
  started_at: storedMoment,
  ended_at: storedMoment.nullable(),
  status: z.enum(['running', 'completed', 'unfinished', 'failed']),
  executions: z.number(),
});

export type ForgottenDeps = { readonly db: PeopleDatabase };

/** How many executions of the workspace the latest nights forgot, the latest first; without those that forgot none. */
export async function listForgotten({ db }: ForgottenDeps, actor: Actor): Promise<readonly Forgotten[]> {
  const rows = await db.sql.query(LIST, [actor.workspaceId]);
  return rows.map((row) => rowSchema.parse(row));
}
