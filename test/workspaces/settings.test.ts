import { beforeAll, describe, expect, it } from 'vitest';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { join, type Person } from './support.ts';

const app = testApp();
let ada: Person;
let bob: Person;
let path: string;

beforeAll(async () => {
  [ada, bob] = [await newUser(app), await newUser(app)];
  path = `/api/v1/workspaces/${ada.workspace.id}`;
  await join(ada.workspace.id, bob.user.id, 'admin');
});

function change(body: object, person = ada) {
  return call(app, { method: 'PATCH', path, body }, person.bearer);
}

describe('the settings of a workspace', () => {
  it('begin empty', async () => {
    expect((await call(app, { method: 'GET', path }, ada.bearer)).body).toMatchObject({
      settings: {
        timezone: null,
        retention: { completed_days: null, failed_days: null },
        mfa_required: false,
        egress_allow: null,
        error_workflow_id: null,
      },
    });
  });

  it('merge, down to the parts of the retention, and leave alone what other parts keep there', async () => {
    await testDatabase().sql.query(`UPDATE workspaces SET settings = '{"other": [1.50]}' WHERE id = $1::uuid`, [
      ada.workspace.id,
    ]);
    await change({ max_running: 7, settings: { retention: { completed_days: 3 }, egress_allow: ['API.example.com'] } });
    const changed = await change({ settings: { timezone: 'Asia/Tokyo', retention: { failed_days: 9 } } });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        max_running: 7,
        settings: {
          timezone: 'Asia/Tokyo',
          retention: { completed_days: 3, failed_days: 9 },
          egress_allow: ['api.example.com'],
        },
      },
    });
    const cleared = await change({
      max_running: null,
      settings: { timezone: null, retention: { failed_days: null }, egress_allow: null },
    });
    expect(cleared.body).toMatchObject({
      max_running: null,
      settings: { timezone: null, retention: { completed_days: 3, failed_days: null }, egress_allow: null },
    });
    const [row] = await testDatabase().sql.query('SELECT settings FROM workspaces WHERE id = $1::uuid', [
      ada.workspace.id,
    ]);
    expect(row?.settings).toEqual({ other: [1.5], retention: { completed_days: 3 } });
  });

  it('have an owner alone ask for second factors', async () => {
    const refused = await change({ settings: { mfa_required: true } }, bob);
    expect(refused).toMatchObject({ status: 403, body: { code: 'workspaces.owner_required' } });
    expect(await change({ settings: { timezone: 'UTC' } }, bob)).toMatchObject({ status: 200 });
  });

  it('name no error workflow of another workspace', async () => {
    const created = await call(
      app,
      { method: 'POST', path: `/api/v1/workspaces/${bob.workspace.id}/workflows`, body: { name: 'Bob’s' } },
      bob.bearer,
    );
    const { id } = JSON.parse(JSON.stringify(created.body));
    const refused = await change({ settings: { error_workflow_id: id } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'workspaces.unknown_error_workflow' } });
  });

  it.each([
    [{ settings: { unknown: 1 } }],
    [{ settings: { mfa_required: 'true' } }],
    [{ settings: { mfa_required: null } }],
    [{ settings: { egress_allow: 'example.com' } }],
    [{ settings: { retention: { audit_days: 1 } } }],
    [{ settings: JSON.parse('{"__proto__": {"timezone": "UTC"}}') }],
    [{ settings: { error_workflow_id: 'x' } }],
    [{ deleted_at: null }],
  ])('refuse %j', async (body) => {
    expect(await change(body)).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
  });
});
