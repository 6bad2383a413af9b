import { beforeAll, describe, expect, it } from 'vitest';
import { call, type Headers, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { manual } from '../workflows/graphs.ts';
import { join } from '../workspaces/support.ts';

const app = testApp();
let ada: Awaited<ReturnType<typeof newUser>>;
let bob: typeof ada;
let path: string;

beforeAll(async () => {
  [ada, bob] = await Promise.all([newUser(app), newUser(app)]);
  path = `/api/v1/workspaces/${ada.workspace.id}`;
});

async function send(method: string, below: string, body?: object, headers: Headers = {}) {
  const request = {
    method,
    path: below.startsWith('/api/') ? below : `${path}${below}`,
    ...(body !== undefined && { body }),
  };
  const answer = await call(app, request, { ...ada.bearer, ...headers });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return JSON.parse(JSON.stringify(answer.body));
}

/** The details of the newest entry of an action, and the line of the export that has them. */
async function told(action: string, log = '/audit-logs') {
  const { data } = await send('GET', `${log}?action=${action}`);
  return data[0].details;
}

async function exported(action: string) {
  const response = await app.request(`${path}/audit-logs/export?action=${action}`, { headers: { ...ada.bearer } });
  return JSON.parse((await response.text()).split('\n')[0] ?? '').details;
}

const SECRET = 'sk-live-never-in-any-log';

describe('the audit log tells what was there before, and what is there now', () => {
  it('of the settings of a workspace, and of nothing that stayed', async () => {
    await send('PATCH', '', { settings: { timezone: 'Europe/Berlin', egress_allow: ['api.example.com'] } });
    await send('PATCH', '', {
      name: 'Engines',
      max_running: 5,
      settings: { timezone: 'Asia/Tokyo', egress_allow: null },
    });
    const expected = {
      before: {
        name: ada.workspace.name,
        timezone: 'Europe/Berlin',
        egress_allow: ['api.example.com'],
        max_running: null,
      },
      after: { name: 'Engines', timezone: 'Asia/Tokyo', egress_allow: null, max_running: 5 },
      via: 'token',
    };
    expect(await told('workspaces.updated')).toEqual(expected);
    expect(await exported('workspaces.updated')).toEqual(expected);
    await send('PATCH', '', { name: 'Engines' });
    expect(await told('workspaces.updated')).toEqual({ before: {}, after: {}, via: 'token' });
  });

  it('of the role of a member', async () => {
    await join(ada.workspace.id, bob.user.id, 'viewer');
    await send('PATCH', `/members/${bob.user.id}`, { role: 'admin' });
    expect(await told('members.role_changed')).toMatchObject({ before: { role: 'viewer' }, after: { role: 'admin' } });
  });

  it('of a profile, to the user alone', async () => {
    await send('PATCH', '/api/v1/users/me', { last_name: 'Byron' });
    const { data } = await send('GET', '/api/v1/users/me/audit');
    expect(data[0]).toMatchObject({
      action: 'accounts.profile_changed',
      details: { before: { last_name: 'Lovelace' }, after: { last_name: 'Byron' } },
    });
    expect(data[0].details.before).not.toHaveProperty('first_name');
    expect((await send('GET', '/audit-logs?action=accounts.profile_changed')).data).toEqual([]);
  });

  it('of a credential, but never of its data', async () => {
    const input = {
      name: 'Token',
      type: 'bearer',
      data: { token: SECRET },
      allowed_hosts: ['a.example.com', 'b.example.com'],
    };
    const { id } = await send('POST', '/credentials', input);
    await send('PATCH', `/credentials/${id}`, { name: 'Key', allowed_hosts: ['a.example.com'], min_role: 'admin' });
    expect(await told('credentials.updated')).toMatchObject({
      before: { name: 'Token', allowed_hosts: ['a.example.com', 'b.example.com'], min_role: 'viewer' },
      after: { name: 'Key', allowed_hosts: ['a.example.com'], min_role: 'admin' },
    });
    await send('PATCH', `/credentials/${id}`, { data: { token: `${SECRET}-2` }, allowed_hosts: ['a.example.com'] });
    const details = await told('credentials.updated');
    expect(details).toMatchObject({ changed: expect.arrayContaining(['data']), before: {}, after: {} });
    expect(JSON.stringify(details)).not.toContain(SECRET);
  });

  it('of a variable, and only that its value changed', async () => {
    const { id } = await send('POST', '/variables', { name: 'plan', value: SECRET });
    await send('PATCH', `/variables/${id}`, { name: 'tariff', value: `${SECRET}-2` });
    expect(await told('variables.updated')).toMatchObject({
      before: { name: 'plan' },
      after: { name: 'tariff' },
      value: 'changed',
    });
    await send('PATCH', `/variables/${id}`, { is_secret: true, value: SECRET });
    const details = await told('variables.updated');
    expect(details).toMatchObject({ before: { is_secret: false }, after: { is_secret: true }, value: 'changed' });
    expect(JSON.stringify(details)).not.toContain(SECRET);
  });

  it('of the settings and the activation of a workflow', async () => {
    const graph = { nodes: [manual], connections: [] };
    const { id, version } = await send('POST', '/workflows', {
      name: 'Draft',
      ...graph,
      settings: { timezone: 'UTC' },
    });
    await send(
      'PUT',
      `/workflows/${id}`,
      { name: 'Final', ...graph, settings: { timezone: 'Asia/Tokyo' } },
      { 'if-match': '*' },
    );
    expect(await told('workflows.saved')).toMatchObject({
      before: { name: 'Draft', settings: { timezone: 'UTC' } },
      after: { name: 'Final', settings: { timezone: 'Asia/Tokyo' } },
    });
    await send('POST', `/workflows/${id}/publish`, {});
    expect(await told('workflows.published')).toMatchObject({
      before: { status: 'draft', published_version: null },
      after: { status: 'active', published_version: version + 1 },
    });
    await send('POST', `/workflows/${id}/deactivate`);
    expect(await told('workflows.deactivated')).toMatchObject({
      before: { status: 'active' },
      after: { status: 'draft' },
    });
  });
});
