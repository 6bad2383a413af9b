import * as oauth from 'oauth4webapi';
import { auditEntry } from '../../audit/audited-change.ts';
import { onBehalfOf } from '../../db/tenant-context.ts';
import { type Actor, permissionsOfRole } from '../../security/permissions.ts';
import { sharedRoles } from '../credential-roles.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { hashOf, openSecrets } from './connection-secrets.ts';
import {
  answerInvalid,
  consentRefused,
  credentialChanged,
  exchangeFailed,
  mayNoLongerConnect,
  unknownState,
} from './oauth.errors.ts';
import type { OAuthClient } from './oauth-client.ts';
import type { PendingConnection } from './oauth-connections.repository.ts';
import { clientOf } from './open-connection.ts';
import { callbackUrl } from './public-addresses.ts';
import { sealTokens } from './sealed-tokens.ts';
import type { TokenAnswer } from './token-answer.ts';
import { exchangeCode } from './token-endpoint.ts';

type Callback = {
  readonly parameters: URLSearchParams;
  readonly browser: string | null;
  readonly ip: string | null;
};

type Tokens = Extract<TokenAnswer, { readonly type: 'tokens' }>;

/** What was connected. */
export type FinishedConnection = {
  readonly credentialId: string;
  readonly name: string;
  readonly provider: string;
};

async function take(deps: ConnectionDeps, { parameters, browser }: Callback): Promise<PendingConnection> {
  const states = parameters.getAll('state');
  const [state] = states;
  if (browser === null || state === undefined || states.length > 1) throw unknownState();
  const pending = await deps.oauthConnections.take(hashOf('state', state), hashOf('browser', browser), deps.now());
  if (pending === null) throw unknownState();
  return pending;
}

/** Whoever began still may, by all that a request of theirs would be asked: the session, its factor, the role, the credential. */
async function actorOf(deps: ConnectionDeps, pending: PendingConnection, ip: string | null): Promise<Actor> {
  const { user_id: userId, workspace_id: workspaceId, session_id, credential_id } = pending;
  const found = await deps.access.bySession(session_id, workspaceId, deps.now());
  if (found === null || found.userId !== userId || found.role === null) throw mayNoLongerConnect();
  const permissions = permissionsOfRole(found.role);
  if (found.factorMissing || found.beingDeleted || !permissions.has('credentials:write')) throw mayNoLongerConnect();
  const credential = await onBehalfOf({ userId, workspaceId }, () => deps.credentials.find(workspaceId, credential_id));
  if (credential === null) throw credentialChanged();
  if (!sharedRoles(found.role).includes(credential.min_role)) throw mayNoLongerConnect();
  return {
    userId,
    workspaceId,
    role: found.role,
    permissions,
    via: 'token',
    sessionId: session_id,
    apiKeyId: null,
    ip,
  };
}

/**
 * Who has to have answered (RFC 9207). Without a known issuer, whoever answers under the origin of the authorization endpoint:
 * so the code of another provider never goes to this one's token endpoint.
 */
function issuerOf({ issuer, authorizationUrl }: OAuthClient, parameters: URLSearchParams): string {
  if (issuer !== null) return issuer;
  const { origin } = new URL(authorizationUrl);
  const said = parameters.get('iss');
  return said !== null && URL.parse(said)?.origin === origin ? said : origin;
}

function validAnswer(client: OAuthClient, parameters: URLSearchParams, state: string): URLSearchParams {
  try {
    const server = { issuer: issuerOf(client, parameters) };
    return oauth.validateAuthResponse(server, { client_id: client.clientId }, parameters, state);
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) throw consentRefused(shownError(error.error));
    throw answerInvalid(error);
  }
}

/** RFC 6749 §4.1.2.1 has codes of such characters only. */
function shownError(error: string): string {
  return /^[\w.-]{1,100}$/.test(error) ? error : 'an error without a proper code';
}

type Asked = { readonly workspaceId: string; readonly callback: URLSearchParams; readonly verifier: string };

async function exchange(
  deps: ConnectionDeps,
  client: OAuthClient,
  { workspaceId, callback, verifier }: Asked,
): Promise<Tokens> {
  const codes = callback.getAll('code');
  if (codes.length !== 1 || codes[0] === '') throw answerInvalid(new Error('not one code'));
  const egress = deps.tokenEgress(workspaceId);
  const outcome = await exchangeCode({ egress, now: deps.now }, client, {
    callback,
    redirectUri: callbackUrl(deps.settings.PUBLIC_URL),
    verifier: client.pkce ? verifier : null,
  });
  if (outcome.type === 'failed') throw exchangeFailed(outcome.why);
  if (outcome.type === 'refused') throw exchangeFailed(shownError(outcome.error));
  return outcome;
}

type Granted = {
  readonly pending: PendingConnection;
  readonly actor: Actor;
  readonly owner: Awaited<ReturnType<typeof clientOf>>;
  readonly answer: Tokens;
};

/** Whether the credential still had the data with which the tokens were got. */
async function storeTokens(deps: ConnectionDeps, { pending, actor, owner, answer }: Granted): Promise<boolean> {
  const { tokens, scope, told } = answer;
  const { client, name, data } = owner;
  const now = deps.now();
  const place = { workspaceId: pending.workspace_id, id: pending.credential_id };
  return deps.oauthConnections.storeGrant({
    grant: {
      id: place.id,
      workspace_id: place.workspaceId,
      connected_by: pending.user_id,
      expected_data: data,
      tokens: await sealTokens(deps.secrets, place, tokens),
      tokens_expire_at: tokens.expires_at === null ? null : new Date(tokens.expires_at).toISOString(),
      details: { scope, account: told },
      now: new Date(now).toISOString(),
    },
    audit: auditEntry(actor, {
      id: deps.ids(now),
      now,
      action: 'credentials.connected',
      target_type: 'credential',
      target_id: place.id,
      details: { name, provider: client.provider, scope },
    }),
  });
}

/**
 * Takes the answer of the provider: checks that it is one to what this browser began, swaps the code for tokens and stores them
 * sealed. Throws `AppError` `oauth.*`.
 */
export async function finishConnection(deps: ConnectionDeps, callback: Callback): Promise<FinishedConnection> {
  const pending = await take(deps, callback);
  const actor = await actorOf(deps, pending, callback.ip);
  const owner = await clientOf(deps, pending);
  const { client, name } = owner;
  const { state, verifier } = await openSecrets(deps.vault, pending.id, pending.secrets);
  const valid = validAnswer(client, callback.parameters, state);
  const answer = await exchange(deps, client, { workspaceId: actor.workspaceId, callback: valid, verifier });
  // The provider may have taken long to answer.
  const still = await actorOf(deps, pending, callback.ip);
  const store = () => storeTokens(deps, { pending, actor: still, owner, answer });
  if (!(await onBehalfOf(still, store))) throw credentialChanged();
  return { credentialId: pending.credential_id, name, provider: client.provider };
}
