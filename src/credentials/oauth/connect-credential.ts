import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import { randomSecret } from '../../security/random.ts';
import { openCredentialData } from '../credential-data.ts';
import type { StoredCredential } from '../credentials.repository.ts';
import { loadCredential } from '../load-credential.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { CONNECTION_LIFETIME_MS, hashOf, sealSecrets } from './connection-secrets.ts';
import { noPublicUrl, notConnectable } from './oauth.errors.ts';
import { oauthClient } from './oauth-client.ts';
import type { NewConnection } from './oauth-connections.repository.ts';
import { callbackUrl, connectUrl } from './public-addresses.ts';

type Request = {
  readonly id: string;
  readonly user: { readonly userId: string; readonly sessionId: string };
  /** The secret of the browser that asks; `null`: it has none yet. */
  readonly browser: string | null;
};

/** Where the person has to go, and the secret that this browser alone has to bring back. */
export type StartedConnection = {
  readonly authorization_url: string;
  readonly callback_url: string;
  readonly expires_at: string;
  readonly browser: string;
};

type Secrets = { readonly ticket: string; readonly browser: string };

async function newConnection(
  deps: ConnectionDeps,
  {
    credential,
    user,
    now,
  }: { readonly credential: StoredCredential; readonly user: Request['user']; readonly now: number },
  { ticket, browser }: Secrets,
): Promise<NewConnection> {
  const [state, verifier] = [randomSecret(deps.random), randomSecret(deps.random)];
  const id = deps.ids(now);
  return {
    id,
    workspace_id: credential.workspace_id,
    credential_id: credential.id,
    user_id: user.userId,
    session_id: user.sessionId,
    ticket_hash: hashOf('ticket', ticket),
    state_hash: hashOf('state', state),
    browser_hash: hashOf('browser', browser),
    data_hash: hashOf('data', credential.data),
    secrets: await sealSecrets(deps.vault, id, { state, verifier }),
    created_at: new Date(now).toISOString(),
    expires_at: new Date(now + CONNECTION_LIFETIME_MS).toISOString(),
  };
}

/** Begins to connect a credential: for this user, this session and this browser, once, within ten minutes. */
export async function connectCredential(
  deps: ConnectionDeps,
  actor: Actor,
  { id, user, browser: known }: Request,
): Promise<StartedConnection> {
  await deps.attempts.take([{ kind: 'oauth.connect', subject: user.userId }]);
  const credential = await loadCredential(deps, actor, id);
  const place = { id: credential.id, workspaceId: actor.workspaceId };
  if (oauthClient(await openCredentialData(deps.secrets, place, credential.data)) === null) throw notConnectable();
  const { PUBLIC_URL: publicUrl } = deps.settings;
  if (publicUrl === '') throw noPublicUrl();
  const now = deps.now();
  const [ticket, browser] = [randomSecret(deps.random), known ?? randomSecret(deps.random)];
  const connection = await newConnection(deps, { credential, user, now }, { ticket, browser });
  const target = { target_type: 'credential', target_id: credential.id, details: { name: credential.name } };
  await deps.oauthConnections.insert({
    connection,
    audit: auditEntry(actor, { ...target, action: 'credentials.connect_requested', id: deps.ids(now), now }),
  });
  const { expires_at } = connection;
  return {
    authorization_url: connectUrl(publicUrl, ticket),
    callback_url: callbackUrl(publicUrl),
    expires_at,
    browser,
  };
}
