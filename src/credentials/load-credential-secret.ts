import { z } from 'zod';
import type { Database } from '../db/client.ts';
import type { JsonObject } from '../engine/json.ts';
import type { Vault } from '../security/vault.ts';
import type { Clock } from '../shared/clock.ts';
import { isUuid } from '../shared/ids.ts';
import { openCredentialData } from './credential-data.ts';
import { USE_CREDENTIAL } from './credential-statements.ts';
import { CONNECTION_STATUSES, type ConnectionStatus } from './oauth/connection.schemas.ts';

/** An opened credential, for one run of one node. */
export type OpenedCredential = {
  readonly type: string;
  readonly data: JsonObject;
  readonly allowedHosts: readonly string[];
  /** Gets a new access token after a service has refused this one; absent: there is nothing to get it with. */
  readonly renew?: () => Promise<OpenedCredential>;
};

/** A credential as it is stored, its data opened, and what the database has of its tokens. */
export type LoadedCredential = Omit<OpenedCredential, 'renew'> & {
  readonly connection: ConnectionStatus | null;
  readonly reconnectReason: string | null;
  readonly sealedTokens: string | null;
  /** Counts the changes of the tokens. */
  readonly generation: number;
};

export type SecretDeps = { readonly db: Database; readonly vault: Vault; readonly now: Clock };

const rowSchema = z.object({
  type: z.string(),
  data: z.string(),
  allowed_hosts: z.array(z.string()),
  connection: z.enum(CONNECTION_STATUSES).nullable(),
  reconnect_reason: z.string().nullable(),
  tokens: z.string().nullable(),
  token_generation: z.number(),
});

/** The secret for a node, or `null` if the workspace has no such credential. Notes its use, at most once a minute. */
export async function loadCredentialSecret(
  { db, vault, now }: SecretDeps,
  workspaceId: string,
  credentialId: string,
): Promise<LoadedCredential | null> {
  if (!isUuid(credentialId)) return null;
  const [row] = await db.sql.query(USE_CREDENTIAL, [workspaceId, credentialId, new Date(now()).toISOString()]);
  if (row === undefined) return null;
  const stored = rowSchema.parse(row);
  return {
    type: stored.type,
    data: await openCredentialData(vault, credentialId.toLowerCase(), stored.data),
    allowedHosts: stored.allowed_hosts,
    connection: stored.connection,
    reconnectReason: stored.reconnect_reason,
    sealedTokens: stored.tokens,
    generation: stored.token_generation,
  };
}
