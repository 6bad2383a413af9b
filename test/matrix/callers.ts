import { z } from 'zod';
import type { App } from '../../src/http/app-types.ts';
import { PERMISSIONS, type Role } from '../../src/security/permissions.ts';
import { join, newKey, type User } from '../api-keys/api-key-users.ts';
import { call, type Headers, newUser } from '../support/api-client.ts';
import { testDatabase } from '../support/test-database.ts';
import type { Standing } from './expected.ts';

/** Somebody who calls a route, in a workspace. */
export type Caller = {
  readonly name: string;
  readonly standing: Standing;
  readonly workspaceId: string;
  readonly headers: Headers;
};

/** All whom the matrix knows, by their name. */
export const CALLERS = {
  'nobody who says who they are': { type: 'anonymous' },
  'an owner of another workspace': { type: 'stranger' },
  'a viewer': { type: 'member', role: 'viewer' },
  'a member': { type: 'member', role: 'member' },
  'an admin': { type: 'member', role: 'admin' },
  'an owner': { type: 'member', role: 'owner' },
  'an API key with one scope': { type: 'key', role: 'owner', scopes: ['workflows:read'] },
  'an API key with all scopes': { type: 'key', role: 'owner', scopes: PERMISSIONS },
  'a service key of a viewer': { type: 'key', role: 'viewer', scopes: ['executions:read', 'workflows:read'] },
  'a revoked API key': { type: 'ended_key' },
  'an expired session': { type: 'ended_session' },
  'a suspended admin': { type: 'ended_session' },
  'a member without the required second factor': { type: 'without_factor' },
} as const satisfies { readonly [name: string]: Standing };

export type CallerName = keyof typeof CALLERS;

/** A new user with this role in the workspace of the owner. */
async function memberOf(app: App, owner: User, role: Role): Promise<User> {
  const member = await newUser(app);
  await join(member, owner, role);
  return member;
}

async function keyOf(app: App, owner: User, scopes: readonly string[], more: object = {}): Promise<Headers> {
  const { key } = await newKey(app, owner, { name: 'Matrix', scopes, ...more });
  return { 'x-api-key': key };
}

async function revokedKey(app: App, owner: User): Promise<Headers> {
  const { key, api_key } = await newKey(app, owner, { name: 'Matrix', scopes: PERMISSIONS });
  const path = `/api/v1/workspaces/${owner.workspace.id}/api-keys/${api_key.id}`;
  await call(app, { method: 'DELETE', path }, owner.bearer);
  return { 'x-api-key': key };
}

async function afterwards(user: User, statement: string): Promise<Headers> {
  await testDatabase().sql.query(statement, [user.user.id]);
  return user.bearer;
}

const EXPIRE = `UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = $1`;
const SUSPEND = `UPDATE users SET status = 'suspended' WHERE id = $1`;
const REQUIRE_FACTOR = `UPDATE workspaces SET settings = (settings::jsonb || '{"mfa_required":true}')::json WHERE owner_id = $1`;

const MAKERS: { readonly [name in CallerName]: (app: App, owner: User) => Promise<Headers> } = {
  'nobody who says who they are': async () => ({}),
  'an owner of another workspace': async (app) => (await newUser(app)).bearer,
  'a viewer': async (app, owner) => (await memberOf(app, owner, 'viewer')).bearer,
  'a member': async (app, owner) => (await memberOf(app, owner, 'member')).bearer,
  'an admin': async (app, owner) => (await memberOf(app, owner, 'admin')).bearer,
  'an owner': async (_app, owner) => owner.bearer,
  'an API key with one scope': (app, owner) => keyOf(app, owner, CALLERS['an API key with one scope'].scopes),
  'an API key with all scopes': (app, owner) => keyOf(app, owner, PERMISSIONS),
  'a service key of a viewer': (app, owner) =>
    keyOf(app, owner, CALLERS['a service key of a viewer'].scopes, { service_role: 'viewer' }),
  'a revoked API key': revokedKey,
  'an expired session': async (app, owner) => afterwards(await memberOf(app, owner, 'admin'), EXPIRE),
  'a suspended admin': async (app, owner) => afterwards(await memberOf(app, owner, 'admin'), SUSPEND),
  'a member without the required second factor': async (_app, owner) => afterwards(owner, REQUIRE_FACTOR),
};

/** Makes this caller, in a workspace of their own unless they come to that of somebody. */
export async function newCaller(app: App, name: CallerName, owner?: User): Promise<Caller> {
  const host = owner ?? (await newUser(app));
  const headers = await MAKERS[name](app, host);
  return { name, standing: CALLERS[name], workspaceId: host.workspace.id, headers };
}

const names = z.array(z.custom<CallerName>((name) => typeof name === 'string' && name in CALLERS));

/** The names of all callers. */
export const CALLER_NAMES: readonly CallerName[] = names.parse(Object.keys(CALLERS));
