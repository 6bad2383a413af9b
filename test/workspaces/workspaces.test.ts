import { describe, expect, it } from 'vitest';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { join } from './support.ts';

const app = testApp();

describe('GET /workspaces', () => {
  it('lists the workspaces of the user in pages, and no others', async () => {
    const [ada, bob] = [await newUser(app), await newUser(app)];
    await join(ada.workspace.id, bob.user.id, 'viewer');
    const first = await call(app, { method: 'GET', path: '/api/v1/workspaces?limit=1' }, bob.bearer);
    expect(first).toMatchObject({ status: 200, body: { data: [{ id: ada.workspace.id, role: 'viewer' }] } });
    const { next_cursor } = JSON.parse(JSON.stringify(first.body));
    const path = `/api/v1/workspaces?limit=1&cursor=${next_cursor}`;
    const second = await call(app, { method: 'GET', path }, bob.bearer);
    expect(second.body).toMatchObject({ data: [{ id: bob.workspace.id, role: 'owner' }], next_cursor: null });
    expect((await call(app, { method: 'GET', path }, ada.bearer)).body).toMatchObject({ code: 'cursor.invalid' });
  });

  it('refuses a cursor after a day', async () => {
    const [ada, bob] = [await newUser(app), await newUser(app)];
    await join(ada.workspace.id, bob.user.id, 'viewer');
    const yesterday = testApp({ now: () => Date.now() - 25 * 3600 * 1000 });
    const path = '/api/v1/workspaces?limit=1';
    const earlier = await newUser(yesterday);
    await join(ada.workspace.id, earlier.user.id, 'viewer');
    const page = await call(yesterday, { method: 'GET', path }, earlier.bearer);
    const { next_cursor } = JSON.parse(JSON.stringify(page.body));
    const login = { email: earlier.email, password: 'correct horse battery' };
    const today = await call(app, { method: 'POST', path: '/api/v1/auth/login', body: login });
    const { tokens } = JSON.parse(JSON.stringify(today.body));
    const late = { authorization: `Bearer ${tokens.access_token}` };
    const response = await call(app, { method: 'GET', path: `${path}&cursor=${next_cursor}` }, late);
    expect(response).toMatchObject({ status: 400, body: { code: 'cursor.expired' } });
  });
});

describe('PATCH /workspaces/{workspace_id}', () => {
  it('renames the workspace, and writes who did it to the audit log', async () => {
    const { workspace, user, bearer } = await newUser(app);
    const path = `/api/v1/workspaces/${workspace.id}`;
    const slug = `engines-${workspace.id}`;
    const renamed = await call(app, { method: 'PATCH', path, body: { name: 'Engines', slug } }, bearer);
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Engines', slug, role: 'owner' } });
    const log = await call(app, { method: 'GET', path: `${path}/audit-logs?action=workspaces.updated` }, bearer);
    expect(log.body).toMatchObject({
      data: [
        {
          user_id: user.id,
          target_id: workspace.id,
          details: {
            before: { name: workspace.name, slug: workspace.slug },
            after: { name: 'Engines', slug },
            via: 'token',
          },
        },
      ],
    });
  });

  it('refuses a slug that is taken', async () => {
    const [ada, bob] = [await newUser(app), await newUser(app)];
    const path = `/api/v1/workspaces/${ada.workspace.id}`;
    const response = await call(app, { method: 'PATCH', path, body: { slug: bob.workspace.slug } }, ada.bearer);
    expect(response).toMatchObject({ status: 409, body: { code: 'workspaces.slug_taken' } });
  });

  it('is hidden from strangers and denied to members', async () => {
    const [ada, bob] = [await newUser(app), await newUser(app)];
    const path = `/api/v1/workspaces/${ada.workspace.id}`;
    const change = { method: 'PATCH', path, body: { name: 'Mine' } };
    expect(await call(app, change, bob.bearer)).toMatchObject({ status: 404, body: { code: 'workspaces.not_found' } });
    await join(ada.workspace.id, bob.user.id, 'member');
    expect(await call(app, change, bob.bearer)).toMatchObject({ status: 403, body: { code: 'permissions.denied' } });
    expect((await call(app, { method: 'GET', path }, bob.bearer)).body).toMatchObject({ role: 'member' });
  });
});
