import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { Clock } from '../../shared/clock.ts';
import { isUuid } from '../../shared/ids.ts';
import type { WorkspaceSecrets } from '../../workspace-keys/workspace-secrets.ts';
import { credentialPurpose, readCredentialData, tokensPurpose } from '../credential-data.ts';
import { USE_CREDENTIAL } from '../credential-statements.ts';
import { CONNECTION_STATUSES, type ConnectionStatus } from '../oauth/connection.schemas.ts';

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
  /** Opened, as JSON. */
  readonly tokens: string | null;
  /** Counts the changes of the tokens. */
  readonly generation: number;
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
  connection: z.enum(CONNECTION_STATUSES).nullable(),
  reconnect_reason: z.string().nullable(),
  tokens: z.string().nullable(),
  token_generation: z.number(),
  workspace_keys: z.unknown(),
});

/** The secret for a node, or `null` if the workspace has no such credential. Notes its use, at most once a minute. */
export async function loadCredentialSecret(
  { db, secrets, now }: SecretDeps,
  workspaceId: string,
  credentialId: string,
): Promise<LoadedCredential | null> {
  if (!isUuid(credentialId)) return null;
  const [row] = await db.sql.query(USE_CREDENTIAL, [workspaceId, credentialId, new Date(now()).toISOString()]);
  if (row === undefined) return null;
  const stored = rowSchema.parse(row);
  const id = credentialId.toLowerCase();
  const open = (sealed: string, purpose: string): Promise<string> =>
    secrets.open(sealed, { workspaceId, purpose }, stored.workspace_keys);
  return {
    type: stored.type,
    data: readCredentialData(await open(stored.data, credentialPurpose(id))),
    allowedHosts: stored.allowed_hosts,
    connection: stored.connection,
    reconnectReason: stored.reconnect_reason,
    tokens: stored.tokens === null ? null : await open(stored.tokens, tokensPurpose(id)),
    generation: stored.token_generation,
  };
}
