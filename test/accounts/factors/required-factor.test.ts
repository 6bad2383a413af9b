import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { workspaces } from '../../../src/workspaces/workspaces.table.ts';
import {
  appWithClock,
  bearerIn,
  codeAt,
  post,
  proposeTotp,
  STEP_MS,
  signInWithCode,
  userWithTotp,
} from '../../support/accounts/factors.ts';
import { call, type Headers, newUser, PASSWORD } from '../../support/api-client.ts';
import { testDatabase } from '../../support/test-database.ts';

const here = appWithClock();
const { app, clock } = here;
const REFUSED = { status: 403, body: { code: 'auth.factor_required' } };

async function requireFactors(workspaceId: string): Promise<void> {
  const { orm } = testDatabase();
  await orm
    .update(workspaces)
    .set({ settings: { mfa_required: true } })
    .where(eq(workspaces.id, workspaceId));
}

function read(workspaceId: string, headers: Headers) {
  return call(app, { method: 'GET', path: `/api/v1/workspaces/${workspaceId}` }, headers);
}

async function apiKeyOf(workspaceId: string, bearer: Headers): Promise<Headers> {
  const body = { name: 'CI', scopes: ['workspace:read'] };
  const made = await call(app, { method: 'POST', path: `/api/v1/workspaces/${workspaceId}/api-keys`, body }, bearer);
  return { 'x-api-key': JSON.parse(JSON.stringify(made.body)).key };
}

describe('a workspace that asks for a second factor', () => {
  it('keeps out sessions and API keys of whoever has none, from the next request on', async () => {
    const { bearer, workspace } = await newUser(app);
    const key = await apiKeyOf(workspace.id, bearer);
    expect((await read(workspace.id, key)).status).toBe(200);
    await requireFactors(workspace.id);
    expect(await read(workspace.id, bearer)).toMatchObject(REFUSED);
    expect(await read(workspace.id, key)).toMatchObject(REFUSED);
    expect((await call(app, { method: 'GET', path: '/api/v1/users/me' }, bearer)).status).toBe(200);
  });

  it('lets in the session that adds one, at once, and the API keys of its user', async () => {
    const { bearer, workspace } = await newUser(app);
    const key = await apiKeyOf(workspace.id, bearer);
    await requireFactors(workspace.id);
    const { secret } = await proposeTotp(app, bearer);
    await post(app, '/users/me/factors/totp/confirm', { code: codeAt(secret, clock.now) }, bearer);
    expect((await read(workspace.id, bearer)).status).toBe(200);
    expect((await read(workspace.id, key)).status).toBe(200);
  });

  it('lets in whoever passes one, and keeps them out when they have none any more', async () => {
    const { bearer, workspace, email, secret } = await userWithTotp(here);
    await requireFactors(workspace.id);
    clock.now += STEP_MS;
    const signedIn = bearerIn((await signInWithCode(app, email, codeAt(secret, clock.now))).body);
    expect((await read(workspace.id, signedIn)).status).toBe(200);
    await post(app, '/users/me/factors/totp/remove', { method: 'password', password: PASSWORD }, bearer);
    expect(await read(workspace.id, signedIn)).toMatchObject(REFUSED);
  });

  it('tells a stranger nothing, and is of no concern to other workspaces', async () => {
    const [owner, stranger] = [await newUser(app), await newUser(app)];
    await requireFactors(owner.workspace.id);
    expect((await read(owner.workspace.id, stranger.bearer)).status).toBe(404);
    expect((await read(stranger.workspace.id, stranger.bearer)).status).toBe(200);
  });
});
