import { describe, expect, it } from 'vitest';
import { call, newUser } from '../support/api-client.ts';
import { node } from '../support/running-app.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { join, keysPath, newKey, type User } from './api-key-users.ts';

const app = testApp();

function readWorkspace({ workspace }: User, key: string) {
  return call(app, { method: 'GET', path: `/api/v1/workspaces/${workspace.id}` }, { 'x-api-key': key });
}

describe('a service key', () => {
  const service = { name: 'Deploys', scopes: ['workspace:read', 'workflows:write'], service_role: 'member' };

  it('is nobody’s, and does what its role and scopes allow', async () => {
    const user = await newUser(app);
    const { key, api_key } = await newKey(app, user, service);
    expect(api_key).toMatchObject({ user_id: null, created_by: user.user.id, service_role: 'member' });
    expect(await readWorkspace(user, key)).toMatchObject({ status: 200, body: { role: 'member' } });
    const path = `/api/v1/workspaces/${user.workspace.id}/workflows`;
    const body = { name: 'By a key', nodes: [node('start', 'trigger.manual')], connections: [] };
    const created = await call(app, { method: 'POST', path, body }, { 'x-api-key': key });
    expect(created).toMatchObject({ status: 201, body: { created_by: null } });
    expect((await call(app, { method: 'GET', path }, { 'x-api-key': key })).status).toBe(403);
  });

  it('is in the audit log as the key that it is', async () => {
    const user = await newUser(app);
    const { key, api_key } = await newKey(app, user, {
      ...service,
      scopes: ['workspace:manage'],
      service_role: 'admin',
    });
    const path = `/api/v1/workspaces/${user.workspace.id}`;
    await call(app, { method: 'PATCH', path, body: { name: 'Renamed' } }, { 'x-api-key': key });
    const log = await call(app, { method: 'GET', path: `${path}/audit-logs?action=workspaces.updated` }, user.bearer);
    expect(log.body).toMatchObject({ data: [{ user_id: null, details: { via: 'api_key', api_key_id: api_key.id } }] });
  });

  it('outlives who made it, in the workspace and as a user', async () => {
    const [owner, admin] = [await newUser(app), await newUser(app)];
    await join(admin, owner, 'admin');
    const { key, api_key } = await newKey(app, owner, service, admin);
    const { sql } = testDatabase();
    await sql.query('DELETE FROM workspace_members WHERE user_id = $1 AND workspace_id = $2', [
      admin.user.id,
      owner.workspace.id,
    ]);
    expect((await readWorkspace(owner, key)).status).toBe(200);
    await sql.query('DELETE FROM workspaces WHERE owner_id = $1', [admin.user.id]);
    await sql.query('DELETE FROM users WHERE id = $1', [admin.user.id]);
    expect((await readWorkspace(owner, key)).status).toBe(200);
    const { body } = await call(app, { method: 'GET', path: `${keysPath(owner)}/${api_key.id}` }, owner.bearer);
    expect(body).toMatchObject({ created_by: null, service_role: 'member' });
  });

  it('is no way around a role: no owner, no scope beyond it, and for admins alone', async () => {
    const [owner, member] = [await newUser(app), await newUser(app)];
    await join(member, owner, 'member');
    const path = keysPath(owner);
    const create = (body: object, by: User) => call(app, { method: 'POST', path, body }, by.bearer);
    expect((await create({ ...service, service_role: 'owner' }, owner)).status).toBe(400);
    expect(await create({ ...service, service_role: 'viewer' }, owner)).toMatchObject({
      status: 400,
      body: { code: 'api_keys.scopes_beyond_role', errors: [{ path: ['scopes'] }] },
    });
    expect(await create(service, member)).toMatchObject({ status: 403, body: { code: 'permissions.denied' } });
  });

  it('is refused outside of workspaces, in others, and once it is revoked', async () => {
    const [owner, stranger] = [await newUser(app), await newUser(app)];
    const { key, api_key } = await newKey(app, owner, service);
    expect((await call(app, { method: 'GET', path: '/api/v1/users/me' }, { 'x-api-key': key })).status).toBe(403);
    expect((await readWorkspace(stranger, key)).status).toBe(404);
    await call(app, { method: 'DELETE', path: `${keysPath(owner)}/${api_key.id}` }, owner.bearer);
    expect((await readWorkspace(owner, key)).status).toBe(401);
  });
});

describe('the key of a person', () => {
  it('ends when they leave, and stays so when they come back', async () => {
    const [owner, admin] = [await newUser(app), await newUser(app)];
    await join(admin, owner, 'admin');
    const { key } = await newKey(app, owner, { name: 'Mine', scopes: ['workspace:read'] }, admin);
    expect((await readWorkspace(owner, key)).status).toBe(200);
    await testDatabase().sql.query('DELETE FROM workspace_members WHERE user_id = $1 AND workspace_id = $2', [
      admin.user.id,
      owner.workspace.id,
    ]);
    expect((await readWorkspace(owner, key)).status).toBe(401);
    await join(admin, owner, 'admin');
    expect((await readWorkspace(owner, key)).status).toBe(401);
  });

  it('ends for as long as they are suspended, and has less when their role does', async () => {
    const [owner, admin] = [await newUser(app), await newUser(app)];
    await join(admin, owner, 'admin');
    const { key } = await newKey(app, owner, { name: 'Mine', scopes: ['workspace:manage', 'workspace:read'] }, admin);
    const { sql } = testDatabase();
    await sql.query(`UPDATE workspace_members SET role = 'viewer' WHERE user_id = $1 AND role = 'admin'`, [
      admin.user.id,
    ]);
    const path = `/api/v1/workspaces/${owner.workspace.id}`;
    expect((await call(app, { method: 'PATCH', path, body: { name: 'x' } }, { 'x-api-key': key })).status).toBe(403);
    await sql.query(`UPDATE users SET status = 'suspended' WHERE id = $1`, [admin.user.id]);
    expect((await readWorkspace(owner, key)).status).toBe(401);
  });
});
