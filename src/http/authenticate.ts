import type { ApiKeyAccess, SessionAccess } from '../security/access.ts';
import { mayBeApiKey } from '../security/api-keys.ts';
import { type Actor, permissionsInWorkspace, permissionsOfKey } from '../security/permissions.ts';
import { hashSecret } from '../security/secret-hash.ts';
import type { StreamProof } from '../security/tickets/stream-tickets.ts';
import { workspaceNotFound } from '../workspaces/workspaces.errors.ts';
import type { AppContext, SignedInUser } from './app-types.ts';
import { factorRequired, sessionRequired, unauthenticated } from './http.errors.ts';

/** What a request shows to prove who sends it. */
type Proof =
  | { readonly type: 'token'; readonly token: string }
  | { readonly type: 'api_key'; readonly key: string }
  | { readonly type: 'ticket'; readonly proof: StreamProof }
  | { readonly type: 'none' };

/** The signed-in user of a request outside of any workspace. Throws 401, and 403 for an API key. */
export async function authenticateUser(c: AppContext): Promise<SignedInUser> {
  const proof = proofOf(c);
  if (proof.type === 'api_key') throw sessionRequired();
  if (proof.type !== 'token') throw unauthenticated();
  return signedIn(c, await userOfToken(c, { token: proof.token, workspaceId: null }));
}

/** The session whose access token a caller of a public route shows, if any. Whether it still lives, only the database knows. */
export async function shownSession(c: AppContext): Promise<string | null> {
  const proof = proofOf(c);
  const { tokens, now } = c.var.auth;
  const claims = proof.type === 'token' ? await tokens.verify(proof.token, now()) : null;
  return claims?.sessionId ?? null;
}

/** Who acts in this workspace. Throws 401, and 404 for whoever is not a member, whether or not the workspace exists. */
export async function authenticateActor(c: AppContext, workspaceId: string): Promise<Actor> {
  const proof = proofOf(c);
  switch (proof.type) {
    case 'none':
      throw unauthenticated();
    case 'token':
      return actorOfUser(c, workspaceId, await userOfToken(c, { token: proof.token, workspaceId }));
    case 'api_key':
      return actorOfKey(c, workspaceId, await keyAccess(c, proof.key));
    case 'ticket':
      return actorOfTicket(c, workspaceId, proof.proof);
  }
}

/** A ticket stands for a session or a key, which has to be good still. */
async function actorOfTicket(c: AppContext, workspaceId: string, { type, id }: StreamProof): Promise<Actor> {
  const { access, now } = c.var.auth;
  if (type === 'api_key') return actorOfKey(c, workspaceId, await access.byApiKeyId(id, now()));
  const found = await access.bySession(id, workspaceId, now());
  if (found === null) throw unauthenticated();
  return actorOfUser(c, workspaceId, { ...found, sessionId: id });
}

/** The longest text of an address: IPv4 within IPv6. */
const MAX_ADDRESS_LENGTH = 45;

/** The caller's address; `null` if it isn't known. */
export function clientIp(c: AppContext): string | null {
  return c.var.auth.callerAddress(c.req.raw)?.slice(0, MAX_ADDRESS_LENGTH) ?? null;
}

function proofOf(c: AppContext): Proof {
  const key = c.req.header('x-api-key');
  if (key) return { type: 'api_key', key };
  const token = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (token) return { type: 'token', token };
  const ticket: StreamProof | undefined = c.var.ticketProof;
  return ticket === undefined ? { type: 'none' } : { type: 'ticket', proof: ticket };
}

type SignedInAccess = SessionAccess & { readonly sessionId: string };

function signedIn(c: AppContext, { userId, sessionId, confirmedAt, factorPassed }: SignedInAccess): SignedInUser {
  return { userId, sessionId, confirmedAt, factorPassed, ip: clientIp(c) };
}

function actorOfUser(c: AppContext, workspaceId: string, found: SignedInAccess): Actor {
  const { userId, role, sessionId, factorMissing, beingDeleted } = found;
  c.set('user', signedIn(c, found));
  if (role === null) throw workspaceNotFound();
  if (factorMissing) throw factorRequired();
  return {
    userId,
    workspaceId,
    role,
    permissions: permissionsInWorkspace(role, { beingDeleted }),
    via: 'token',
    sessionId,
    apiKeyId: null,
    ip: clientIp(c),
  };
}

async function keyAccess(c: AppContext, key: string): Promise<ApiKeyAccess | null> {
  const { access, now } = c.var.auth;
  return mayBeApiKey(key) ? access.byApiKey(hashSecret(key), now()) : null;
}

function actorOfKey(c: AppContext, workspaceId: string, found: ApiKeyAccess | null): Actor {
  if (!found) throw unauthenticated();
  if (found.workspaceId !== workspaceId) throw workspaceNotFound();
  if (found.factorMissing) throw factorRequired();
  const { userId, role, scopes, keyId } = found;
  return {
    userId,
    workspaceId,
    role,
    permissions: permissionsOfKey(role, scopes),
    via: 'api_key',
    sessionId: null,
    apiKeyId: keyId,
    ip: clientIp(c),
  };
}

async function userOfToken(
  c: AppContext,
  query: { token: string; workspaceId: string | null },
): Promise<SignedInAccess> {
  const { tokens, access, now } = c.var.auth;
  const claims = await tokens.verify(query.token, now());
  const found = claims && (await access.bySession(claims.sessionId, query.workspaceId, now()));
  if (!claims || !found || found.userId !== claims.userId) throw unauthenticated();
  return { ...found, sessionId: claims.sessionId };
}
