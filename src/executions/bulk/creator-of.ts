import { z } from 'zod';
import type { AuthDatabase } from '../../db/client.ts';
import { type Actor, permissionsOfKey, permissionsOfRole, ROLES } from '../../security/permissions.ts';
import type { StoredJob } from './bulk-rows.ts';
import { CREATOR } from './bulk-statements.ts';

const creatorRows = z.array(z.object({ role: z.enum(ROLES), scopes: z.array(z.string()).nullable() })).max(1);

/** Whoever asked for a job, with what they may do at this moment; `null`: they may nothing here any more. */
export async function creatorOf(db: AuthDatabase, job: StoredJob): Promise<Actor | null> {
  const { created_by: userId, api_key_id: apiKeyId, workspace_id: workspaceId } = job;
  const [creator] = creatorRows.parse(await db.sql.query(CREATOR, [userId, apiKeyId, workspaceId]));
  if (creator === undefined) return null;
  const { role, scopes } = creator;
  return {
    userId,
    workspaceId,
    role,
    permissions: scopes === null ? permissionsOfRole(role) : permissionsOfKey(role, scopes),
    via: apiKeyId === null ? 'token' : 'api_key',
    sessionId: null,
    apiKeyId,
    ip: null,
  };
}
