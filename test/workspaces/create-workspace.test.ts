import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_OWNED_WORKSPACES } from '../../src/workspaces/create-workspace.ts';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import type { Person } from './support.ts';

const app = testApp();
let ada: Person;

beforeAll(async () => {
  ada = await newUser(app);
});

function create(body: object, person = ada) {
  return call(app, { method: 'POST', path: '/api/v1/workspaces', body }, person.bearer);
}

describe('POST /workspaces', () => {
  it('makes a workspace that the caller owns', async () => {
    const created = await create({ name: 'Ada & Co. Ünlimited', settings: { timezone: 'Europe/Berlin' } });
    expect(created).toMatchObject({
      status: 201,
      body: { owner_id: ada.user.id, role: 'owner', is_personal: false, settings: { timezone: 'Europe/Berlin' } },
    });
    expect(created.body).toMatchObject({ slug: expect.stringMatching(/^ada-co-nlimited-[0-9a-f]{12}$/) });
  });

  it('gives a name without letters a slug, too', async () => {
    expect(await create({ name: '数字' })).toMatchObject({
      status: 201,
      body: { slug: expect.stringMatching(/^[0-9a-f]{12}$/) },
    });
  });

  it.each([
    [{ name: 'X', slug: 'admin' }],
    [{ name: 'X', slug: 'webhooks-test' }],
    [{ name: 'X', slug: '019a0000-0000-7000-8000-000000000001' }],
    [{ name: 'X', slug: 'a--b' }],
    [{ name: 'X', slug: '-ab' }],
    [{ name: 'X', slug: 'ÄÖÜ' }],
    [{ name: 'X', slug: 'ab' }],
    [{ name: ' ' }],
    [{ name: 'X', owner_id: '019a0000-0000-7000-8000-000000000001' }],
    [{ name: 'X', plan_id: 'enterprise' }],
    [{ name: 'X', is_personal: true }],
    [{ name: 'X', settings: { max_running: 5 } }],
    [{ name: 'X', settings: { timezone: 'Mars/Olympus' } }],
    [{ name: 'X', settings: { timezone: '+05:30' } }],
    [{ name: 'X', settings: { egress_allow: ['http://example.com'] } }],
    [{ name: 'X', settings: { egress_allow: ['*.com'] } }],
    [{ name: 'X', settings: { retention: { completed_days: -1 } } }],
    [{ name: 'X', settings: { retention: { failed_days: 0 } } }],
    [{ name: 'X', settings: { retention: { completed_days: 366 } } }],
  ])('refuses %j', async (body) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
  });

  it('refuses a slug that is taken', async () => {
    const refused = await create({ name: 'X', slug: ada.workspace.slug });
    expect(refused).toMatchObject({ status: 409, body: { code: 'workspaces.slug_taken' } });
  });

  it('lets nobody own more than there may be, however many are asked for at once', async () => {
    const bob = await newUser(app);
    await testDatabase().sql.query(
      `INSERT INTO workspaces (id, owner_id, name, slug) SELECT gen_random_uuid(), $1::uuid, 'X', gen_random_uuid()
      FROM generate_series(1, $2::int)`,
      [bob.user.id, MAX_OWNED_WORKSPACES - 3],
    );
    const answers = await Promise.all(Array.from({ length: 5 }, () => create({ name: 'X' }, bob)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409]);
  });

  it('needs a session', async () => {
    const response = await call(app, { method: 'POST', path: '/api/v1/workspaces', body: { name: 'X' } });
    expect(response).toMatchObject({ status: 401, body: { code: 'auth.unauthenticated' } });
  });
});
