import { onBehalfOf } from '../../db/tenant-context.ts';
import { randomSecret } from '../../security/random.ts';
import { openCredentialData } from '../credential-data.ts';
import { authorizationAddress } from './authorization-address.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { hashOf, openSecrets } from './connection-secrets.ts';
import { credentialChanged, foreignForm, unknownTicket } from './oauth.errors.ts';
import { type OAuthClient, oauthClient } from './oauth-client.ts';
import type { AskedConnection, PendingConnection } from './oauth-connections.repository.ts';
import { callbackUrl } from './public-addresses.ts';

/** What a browser that did not begin is shown before it goes on. */
export type Question = Pick<AskedConnection, 'credential_name' | 'workspace_name' | 'user_email' | 'allowed_hosts'> & {
  readonly provider: string;
  /** Where going on leads to. */
  readonly providerOrigin: string;
};

/** `go`: to the provider. `ask`: first, whether the person means it. */
export type OpenedConnection =
  | { readonly type: 'go'; readonly location: string; readonly browser: string }
  | { readonly type: 'ask'; readonly question: Question };

type ConnectionClient = { readonly client: OAuthClient; readonly name: string; readonly data: string };

/** The client of the credential with the data with which the connection began, on behalf of whoever began it. */
export function clientOf(
  deps: Pick<ConnectionDeps, 'credentials' | 'secrets'>,
  pending: PendingConnection,
): Promise<ConnectionClient> {
  const asker = { userId: pending.user_id, workspaceId: pending.workspace_id };
  return onBehalfOf(asker, () => readClient(deps, pending));
}

async function readClient(
  { credentials, secrets }: Pick<ConnectionDeps, 'credentials' | 'secrets'>,
  { workspace_id, credential_id, data_hash }: PendingConnection,
): Promise<ConnectionClient> {
  const credential = await credentials.find(workspace_id, credential_id);
  if (credential === null || hashOf('data', credential.data) !== data_hash) throw credentialChanged();
  const place = { id: credential.id, workspaceId: workspace_id };
  const client = oauthClient(await openCredentialData(secrets, place, credential.data));
  if (client === null) throw credentialChanged();
  return { client, name: credential.name, data: credential.data };
}

async function go(deps: ConnectionDeps, pending: PendingConnection, browser: string): Promise<OpenedConnection> {
  const { client } = await clientOf(deps, pending);
  const secrets = await openSecrets(deps.vault, pending.id, pending.secrets);
  const location = await authorizationAddress(client, secrets, callbackUrl(deps.settings.PUBLIC_URL));
  return { type: 'go', location, browser };
}

/**
 * Follows the address that `connectCredential` gave. The browser that began goes on at once; any other is asked first, so that
 * nobody gives away an account by one click on somebody's link.
 */
export async function openConnection(
  deps: ConnectionDeps,
  { ticket, browser }: { readonly ticket: string; readonly browser: string | null },
): Promise<OpenedConnection> {
  const asked = await deps.oauthConnections.find(hashOf('ticket', ticket), deps.now());
  if (asked === null) throw unknownTicket();
  if (browser !== null && hashOf('browser', browser) === asked.browser_hash) return go(deps, asked, browser);
  const { client } = await clientOf(deps, asked);
  const { credential_name, workspace_name, user_email, allowed_hosts } = asked;
  const providerOrigin = new URL(client.authorizationUrl).origin;
  const question = {
    credential_name,
    workspace_name,
    user_email,
    allowed_hosts,
    provider: client.provider,
    providerOrigin,
  };
  return { type: 'ask', question };
}

/** The person means it: the connection is this browser's from now on. `origin`: what the form says of where it comes from. */
export async function confirmConnection(
  deps: ConnectionDeps,
  {
    ticket,
    browser,
    origin,
  }: { readonly ticket: string; readonly browser: string | null; readonly origin: string | null },
): Promise<OpenedConnection> {
  if (origin !== URL.parse(deps.settings.PUBLIC_URL)?.origin) throw foreignForm();
  const secret = browser ?? randomSecret(deps.random);
  const pending = await deps.oauthConnections.bind(hashOf('ticket', ticket), hashOf('browser', secret), deps.now());
  if (pending === null) throw unknownTicket();
  return go(deps, pending, secret);
}
