import { z } from 'zod';
import type { Database } from '../db/client.ts';
import type { JsonObject } from '../engine/json.ts';
import type { Clock } from '../shared/clock.ts';
import { isUuid } from '../shared/ids.ts';
import type { WorkspaceSecrets } from '../workspace-keys/workspace-secrets.ts';
import { credentialPurpose, readCredentialData } from './credential-data.ts';
import { USE_CREDENTIAL } from './credential-statements.ts';

/** An opened credential, for one run of one node. */
export type OpenedCredential = {
  readonly type: string;
  readonly data: JsonObject;
  readonly allowedHosts: readonly string[];
};

export type SecretDeps = {
  readonly db: Database;
  readonly secrets: Pick<WorkspaceSecrets, 'open'>;
  readonly now: Clock;
};

const rowSchema = z.object({
  type: z.string(),
  data: z.string(),
  allowed_hosts: z.array(z.string()),
  workspace_keys: z.unknown(),
});

/** The secret for a node, or `null` if the workspace has no such credential. Notes its use, at most once a minute. */
export async function loadCredentialSecret(
  { db, secrets, now }: SecretDeps,
  workspaceId: string,
  credentialId: string,
): Promise<OpenedCredential | null> {
  if (!isUuid(credentialId)) return null;
  const [row] = await db.sql.query(USE_CREDENTIAL, [workspaceId, credentialId, new Date(now()).toISOString()]);
  if (row === undefined) return null;
  const { type, data, allowed_hosts, workspace_keys } = rowSchema.parse(row);
  const place = { workspaceId, purpose: credentialPurpose(credentialId.toLowerCase()) };
  const opened = readCredentialData(await secrets.open(data, place, workspace_keys));
  return { type, data: opened, allowedHosts: allowed_hosts };
}
