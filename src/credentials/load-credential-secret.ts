import { z } from 'zod';
import type { Database } from '../db/client.ts';
import type { JsonObject } from '../engine/json.ts';
import type { Vault } from '../security/vault.ts';
import type { Clock } from '../shared/clock.ts';
import { isUuid } from '../shared/ids.ts';
import { openCredentialData } from './credential-data.ts';
import { USE_CREDENTIAL } from './credential-statements.ts';

/** An opened credential, for one run of one node. */
export type OpenedCredential = {
  readonly type: string;
  readonly data: JsonObject;
  readonly allowedHosts: readonly string[];
};

export type SecretDeps = { readonly db: Database; readonly vault: Vault; readonly now: Clock };

const rowSchema = z.object({ type: z.string(), data: z.string(), allowed_hosts: z.array(z.string()) });

/** The secret for a node, or `null` if the workspace has no such credential. Notes its use, at most once a minute. */
export async function loadCredentialSecret(
  { db, vault, now }: SecretDeps,
  workspaceId: string,
  credentialId: string,
): Promise<OpenedCredential | null> {
  if (!isUuid(credentialId)) return null;
  const [row] = await db.sql.query(USE_CREDENTIAL, [workspaceId, credentialId, new Date(now()).toISOString()]);
  if (row === undefined) return null;
  const { type, data, allowed_hosts } = rowSchema.parse(row);
  return { type, data: await openCredentialData(vault, credentialId.toLowerCase(), data), allowedHosts: allowed_hosts };
}
