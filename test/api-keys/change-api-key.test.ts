import { describe, expect, it } from 'vitest';
import { createdApiKeySchema } from '../../src/api-keys/api-keys.schemas.ts';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { divertDatabase, restoreDatabase } from '../support/test-database.ts';
import { join, keysPath, newKey } from './api-key-users.ts';

const app = testApp();

describe('PATCH /workspaces/{workspace_id}/api-keys/{api_key_id}', () => {
  it('renames a key and takes scopes from it, and says what there was before', async () => {
    const user = await newUser(app);
    const { key, api_key } = await newKey(app, user, { name: 'CI', scopes: ['workspace:read', 'workflows:read'] });
    const path = `${keysPath(user)}/${api_key.id}`;
    const body = { name: 'Build', scopes: ['workflows:read', 'workflows:read'] };
    const changed = await call(app, { method: 'PATCH', path, body }, user.bearer);
    expect(changed).toMatchObject({ status: 200, body: { name: 'Build', scopes: ['workflows:read'] } });
    expect((await call(app, { method: 'GET', path }, user.bearer)).body).toEqual(changed.body);
    const workspace = `/api/v1/workspaces/${user.workspace.id}`;
    expect((await call(app, { method: 'GET', path: workspace }, { 'x-api-key': key })).status).toBe(403);
    const log = await call(app, { method: 'GET', path: `${workspace}/audit-logs` }, user.bearer);
    expect(log.body).toMatchObject({
      data: [
        {
          action: 'api_keys.updated',
          target_id: api_key.id,
          details: {
            before: { name: 'CI', scopes: ['workspace:read', 'workflows:read'] },
            after: { name: 'Build', scopes: ['workflows:read'] },
          },
        },
        {},
        {},
      ],
    });
  });

  it('never gives a key more than it has', async () => {
    const user = await newUser(app);
    const { api_key } = await newKey(app, user, { name: 'CI', scopes: ['workspace:read'] });
    const path = `${keysPath(user)}/${api_key.id}`;
    const body = { scopes: ['workspace:read', 'workspace:manage'] };
    expect(await call(app, { method: 'PATCH', path, body }, user.bearer)).toMatchObject({
      status: 400,
      body: { code: 'api_keys.scopes_raised', errors: [{ path: ['scopes'] }] },
    });
  });

  it.each([{}, { name: '' }, { scopes: [] }, { expires_at: null }, { key_hash: 'x' }, { service_role: 'admin' }])(
    'refuses %j',
    async (body) => {
      const user = await newUser(app);
      const { api_key } = await newKey(app, user, { name: 'CI', scopes: ['workspace:read'] });
      const path = `${keysPath(user)}/${api_key.id}`;
      expect((await call(app, { method: 'PATCH', path, body }, user.bearer)).status).toBe(400);
    },
  );

  it('finds no key of another workspace, and no revoked one', async () => {
    const [ada, bob] = [await newUser(app), await newUser(app)];
    const { api_key } = await newKey(app, bob, { name: 'CI', scopes: ['workspace:read'] });
    const body = { name: 'Mine' };
    const change = { method: 'PATCH', path: `${keysPath(ada)}/${api_key.id}`, body };
    expect(await call(app, change, ada.bearer)).toMatchObject({ status: 404, body: { code: 'api_keys.not_found' } });
    const own = `${keysPath(bob)}/${api_key.id}`;
    await call(app, { method: 'DELETE', path: own }, bob.bearer);
    expect((await call(app, { method: 'PATCH', path: own, body }, bob.bearer)).status).toBe(404);
    expect((await call(app, { method: 'GET', path: own }, bob.bearer)).status).toBe(200);
  });
});

describe('POST /workspaces/{workspace_id}/api-keys/{api_key_id}/rotate', () => {
  it('replaces the key at once', async () => {
    const user = await newUser(app);
    const first = await newKey(app, user, { name: 'CI', scopes: ['workspace:read'] });
    const path = `${keysPath(user)}/${first.api_key.id}`;
    const rotated = await call(app, { method: 'POST', path: `${path}/rotate` }, user.bearer);
    const second = createdApiKeySchema.parse(rotated.body);
    expect(second.api_key).toEqual({ ...first.api_key, key_prefix: second.key.slice(0, 10) });
    const request = { method: 'GET', path: `/api/v1/workspaces/${user.workspace.id}` };
    expect((await call(app, request, { 'x-api-key': first.key })).status).toBe(401);
    expect((await call(app, request, { 'x-api-key': second.key })).status).toBe(200);
  });

  it('shows nobody the key of another person', async () => {
    const [owner, admin] = [await newUser(app), await newUser(app)];
    await join(admin, owner, 'admin');
    const { api_key } = await newKey(app, owner, { name: 'CI', scopes: ['workspace:read'] });
    const path = `${keysPath(owner)}/${api_key.id}/rotate`;
    expect(await call(app, { method: 'POST', path }, admin.bearer)).toMatchObject({
      status: 403,
      body: { code: 'api_keys.scopes_denied' },
    });
  });

  it('brings no revoked key back', async () => {
    const user = await newUser(app);
    const { api_key } = await newKey(app, user, { name: 'CI', scopes: ['workspace:read'] });
    const path = `${keysPath(user)}/${api_key.id}`;
    await call(app, { method: 'DELETE', path }, user.bearer);
    expect((await call(app, { method: 'POST', path: `${path}/rotate` }, user.bearer)).status).toBe(404);
  });
});

describe('a mistyped key', () => {
  it('is refused without asking the database', async () => {
    const user = await newUser(app);
    const { key } = await newKey(app, user, { name: 'CI', scopes: ['workspace:read'] });
    const mistyped = key.endsWith('0') ? key.replace(/0$/, '1') : key.replace(/.$/, '0');
    const path = `/api/v1/workspaces/${user.workspace.id}`;
    divertDatabase('http://127.0.0.1:9/sql');
    try {
      expect((await call(app, { method: 'GET', path }, { 'x-api-key': mistyped })).status).toBe(401);
      expect((await call(app, { method: 'GET', path }, { 'x-api-key': key })).status).toBe(503);
    } finally {
      restoreDatabase();
    }
  });
});
