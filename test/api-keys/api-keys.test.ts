import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { apiKeys } from '../../src/api-keys/api-keys.table.ts';
import { hashSecret } from '../../src/security/secret-hash.ts';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { keysPath, newKey } from './api-key-users.ts';

const app = testApp();

describe('POST /workspaces/{workspace_id}/api-keys', () => {
  it('shows the key once and stores its hash', async () => {
    const user = await newUser(app);
    const { key, api_key } = await newKey(app, user, { name: 'CI', scopes: ['workspace:read'] });
    expect(key).toMatch(/^lf_[\w-]{40,}$/);
    expect(key.startsWith(api_key.key_prefix)).toBe(true);
    const [row] = await testDatabase().orm.select().from(apiKeys).where(eq(apiKeys.id, api_key.id));
    expect(row).toMatchObject({ key_hash: hashSecret(key), user_id: user.user.id });
    const list = await call(app, { method: 'GET', path: keysPath(user) }, user.bearer);
    expect(list.body).toEqual({ data: [api_key], has_more: false, next_cursor: null });
  });

  it('opens what its scopes name and nothing else', async () => {
    const user = await newUser(app);
    const { key } = await newKey(app, user, { name: 'CI', scopes: ['workspace:read'] });
    const path = `/api/v1/workspaces/${user.workspace.id}`;
    const headers = { 'x-api-key': key };
    expect((await call(app, { method: 'GET', path }, headers)).status).toBe(200);
    expect((await call(app, { method: 'PATCH', path, body: { name: 'x' } }, headers)).status).toBe(403);
    const stranger = await newUser(app);
    const elsewhere = `/api/v1/workspaces/${stranger.workspace.id}`;
    expect((await call(app, { method: 'GET', path: elsewhere }, headers)).status).toBe(404);
  });

  it('keeps when a key was last used', async () => {
    const user = await newUser(app);
    const { key, api_key } = await newKey(app, user, { name: 'CI', scopes: ['workspace:read'] });
    await call(app, { method: 'GET', path: `/api/v1/workspaces/${user.workspace.id}` }, { 'x-api-key': key });
    const [row] = await testDatabase().orm.select().from(apiKeys).where(eq(apiKeys.id, api_key.id));
    expect(row?.last_used_at).toBeInstanceOf(Date);
  });

  it('lets no key make another', async () => {
    const user = await newUser(app);
    const { key } = await newKey(app, user, { name: 'Manager', scopes: ['api_keys:manage'] });
    const body = { name: 'More', scopes: ['workspace:manage'] };
    const response = await call(app, { method: 'POST', path: keysPath(user), body }, { 'x-api-key': key });
    expect(response).toMatchObject({ status: 403, body: { code: 'permissions.session_required' } });
  });

  it('refuses unknown scopes, no scopes and an expiry in the past', async () => {
    const user = await newUser(app);
    const past = { name: 'x', scopes: ['workspace:read'], expires_at: '2020-01-01T00:00:00Z' };
    for (const body of [{ name: 'x', scopes: ['*'] }, { name: 'x', scopes: [] }, past]) {
      expect((await call(app, { method: 'POST', path: keysPath(user), body }, user.bearer)).status).toBe(400);
    }
  });

  it('ends with its expiry', async () => {
    const user = await newUser(app);
    const expires_at = new Date(Date.now() + 60_000).toISOString();
    const { key } = await newKey(app, user, { name: 'Short', scopes: ['workspace:read'], expires_at });
    const request = { method: 'GET', path: `/api/v1/workspaces/${user.workspace.id}` };
    expect((await call(app, request, { 'x-api-key': key })).status).toBe(200);
    const later = testApp({ now: () => Date.now() + 61_000 });
    expect((await call(later, request, { 'x-api-key': key })).status).toBe(401);
  });
});

describe('DELETE /workspaces/{workspace_id}/api-keys/{api_key_id}', () => {
  it('ends a key at once, and says so in the audit log', async () => {
    const user = await newUser(app);
    const { key, api_key } = await newKey(app, user, { name: 'CI', scopes: ['workspace:read'] });
    const path = `${keysPath(user)}/${api_key.id}`;
    expect((await call(app, { method: 'DELETE', path }, user.bearer)).status).toBe(204);
    const used = await call(
      app,
      { method: 'GET', path: `/api/v1/workspaces/${user.workspace.id}` },
      { 'x-api-key': key },
    );
    expect(used).toMatchObject({ status: 401, body: { code: 'auth.unauthenticated' } });
    const log = await call(app, { method: 'GET', path: keysPath(user).replace('api-keys', 'audit-logs') }, user.bearer);
    expect(log.body).toMatchObject({
      data: [{ action: 'api_keys.revoked' }, { action: 'api_keys.created' }, { action: 'accounts.registered' }],
    });
  });

  it('does not find the key of another workspace', async () => {
    const [ada, bob] = [await newUser(app), await newUser(app)];
    const { api_key } = await newKey(app, bob, { name: 'CI', scopes: ['workspace:read'] });
    const response = await call(app, { method: 'DELETE', path: `${keysPath(ada)}/${api_key.id}` }, ada.bearer);
    expect(response).toMatchObject({ status: 404, body: { code: 'api_keys.not_found' } });
  });
});
