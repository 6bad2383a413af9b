import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAuthenticator } from '../support/accounts/authenticator.ts';
import { addPasskey, signInWithPasskey } from '../support/accounts/factors.ts';
import { call, newUser, PASSWORD } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { fillWorkspace } from '../workspaces/filled-workspace.ts';

const app = testApp();
const { sql } = testDatabase();
let user: Awaited<ReturnType<typeof newUser>>;
let path: string;

beforeEach(async () => {
  user = await newUser(app);
  path = `/api/v1/workspaces/${user.workspace.id}`;
});

async function setStatus(status: 'active' | 'suspended'): Promise<void> {
  await sql.query('UPDATE users SET status = $2 WHERE id = $1::uuid', [user.user.id, status]);
}

async function makeKey(service_role: string | null) {
  const body = { name: 'CI', scopes: ['workspace:read', 'workflows:read'], service_role };
  const made = await call(app, { method: 'POST', path: `${path}/api-keys`, body }, user.bearer);
  return { 'x-api-key': z.object({ key: z.string() }).parse(made.body).key };
}

const get = (headers: Record<string, string>) => call(app, { method: 'GET', path }, headers);
const post = (below: string, body: object) => call(app, { method: 'POST', path: `/api/v1/${below}`, body });

describe('somebody who was suspended', () => {
  it('gets in by nothing from the next request on, and is told what somebody unknown is told', async () => {
    const [key, device] = [await makeKey(null), await createAuthenticator()];
    await addPasskey(app, user.bearer, device);
    const { refresh_token } = user.tokens;
    await setStatus('suspended');
    for (const headers of [{ ...user.bearer }, key]) expect((await get(headers)).status).toBe(401);
    expect((await call(app, { method: 'GET', path: '/api/v1/users/me/sessions' }, user.bearer)).status).toBe(401);
    expect(await post('auth/refresh', { refresh_token })).toMatchObject({
      status: 401,
      body: { code: 'auth.refresh_token_invalid' },
    });
    expect(await post('auth/login', { email: user.email, password: PASSWORD })).toMatchObject({
      status: 401,
      body: { code: 'auth.wrong_credentials' },
    });
    expect((await signInWithPasskey(app, device)).status).toBe(401);
  });

  it('finds all as it was when they are let in again', async () => {
    const key = await makeKey(null);
    const { refresh_token } = user.tokens;
    await setStatus('suspended');
    await setStatus('active');
    for (const headers of [{ ...user.bearer }, key]) expect((await get(headers)).status).toBe(200);
    expect((await post('auth/refresh', { refresh_token })).status).toBe(200);
  });

  it('takes nothing from workspaces: service keys serve, and workflows, schedules and polls stay as they are', async () => {
    const key = await makeKey('viewer');
    await fillWorkspace(user.workspace.id, user.user.id);
    const state = () =>
      sql.query(
        `SELECT (SELECT array_agg(status ORDER BY status) FROM workflows WHERE workspace_id = $1::uuid) AS workflows,
          (SELECT count(*)::int FROM schedules WHERE workspace_id = $1::uuid AND next_run_at IS NOT NULL) AS due,
          (SELECT count(*)::int FROM polls WHERE workspace_id = $1::uuid AND next_poll_at < 'infinity') AS polls`,
        [user.workspace.id],
      );
    const before = await state();
    await setStatus('suspended');
    expect((await get(key)).status).toBe(200);
    expect(await state()).toEqual(before);
  });

  it('lets nobody in by what they sent', async () => {
    const body = { type: 'link', role: 'viewer' };
    const made = await call(app, { method: 'POST', path: `${path}/invitations`, body }, user.bearer);
    const { token } = z.object({ token: z.string() }).parse(made.body);
    await setStatus('suspended');
    const accept = { method: 'POST', path: '/api/v1/invitations/accept', body: { token } };
    expect((await call(app, accept, (await newUser(app)).bearer)).status).toBe(404);
    expect((await app.request(`/invitations/${token}`)).status).toBe(404);
  });
});
