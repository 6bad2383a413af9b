import { mayBeApiKey } from '../security/api-keys.ts';
import {
  type Actor,
  type Permission,
  permissionsOfKey,
  permissionsOfRole,
  type Role,
  WHILE_DELETED,
} from '../security/permissions.ts';
import { hashSecret } from '../security/secret-hash.ts';
import { workspaceNotFound } from '../workspaces/workspaces.errors.ts';
import type { AppContext, SignedInUser } from './app-types.ts';
import { factorRequired, sessionRequired, unauthenticated } from './http.errors.ts';

/** What a request shows to prove who sends it. */
type Proof =
  | { readonly type: 'token'; readonly token: string }
  | { readonly type: 'api_key'; readonly key: string }
  | { readonly type: 'none' };

/** The signed-in user of a request outside of any workspace. Throws 401, and 403 for an API key. */
export async function authenticateUser(c: AppContext): Promise<SignedInUser> {
  const proof = proofOf(c);
  if (proof.type === 'api_key') throw sessionRequired();
  if (proof.type === 'none') throw unauthenticated();
  const { userId, sessionId, confirmedAt } = await userOfToken(c, { token: proof.token, workspaceId: null });
  return { userId, sessionId, confirmedAt, ip: clientIp(c) };
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
  if (proof.type === 'none') throw unauthenticated();
  return proof.type === 'token' ? actorOfToken(c, proof.token, workspaceId) : actorOfKey(c, proof.key, workspaceId);
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
  return token ? { type: 'token', token } : { type: 'none' };
}

async function actorOfToken(c: AppContext, token: string, workspaceId: string): Promise<Actor> {
  const { userId, role, sessionId, confirmedAt, factorMissing, beingDeleted } = await userOfToken(c, {
    token,
    workspaceId,
  });
  c.set('user', { userId, sessionId, confirmedAt, ip: clientIp(c) });
  if (role === null) throw workspaceNotFound();
  if (factorMissing) throw factorRequired();
  return {
    userId,
    workspaceId,
    role,
    permissions: beingDeleted ? allowedWhileDeleted(role) : permissionsOfRole(role),
    via: 'token',
    apiKeyId: null,
    ip: clientIp(c),
  };
}

async function actorOfKey(c: AppContext, key: string, workspaceId: string): Promise<Actor> {
  const { access, now } = c.var.auth;
  const found = mayBeApiKey(key) ? await access.byApiKey(hashSecret(key), now()) : null;
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
    apiKeyId: keyId,
    ip: clientIp(c),
  };
}

async function userOfToken(c: AppContext, query: { token: string; workspaceId: string | null }) {
  const { tokens, access, now } = c.var.auth;
  const claims = await tokens.verify(query.token, now());
  const found = claims && (await access.bySession(claims.sessionId, query.workspaceId, now()));
  if (!claims || !found || found.userId !== claims.userId) throw unauthenticated();
  return { ...found, sessionId: claims.sessionId };
}

/** What a role may still do in a workspace that is to be deleted. */
function allowedWhileDeleted(role: Role): ReadonlySet<Permission> {
  return new Set([...permissionsOfRole(role)].filter((permission) => WHILE_DELETED.has(permission)));
}
