import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createUser, send, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const PATH = '/execution-views';
const FILTER = { status: ['failed', 'cancelled'], error_text: 'timeout', min_duration_ms: 5 };

let ada: User;
let bob: User;
/** Bob in the workspace of Ada, as a viewer. */
let guest: User['api'];

async function userId({ authorization }: User): Promise<string> {
  const { json } = await send('GET', '/api/v1/users/me', { headers: { authorization } });
  return String(json.id);
}

beforeAll(async () => {
  [ada, bob] = await Promise.all([createUser(), createUser()]);
  await testDatabase().sql.query(
    `INSERT INTO workspace_members (id, workspace_id, user_id, role) VALUES (gen_random_uuid(), $1::uuid, $2::uuid, 'viewer')`,
    [ada.workspaceId, await userId(bob)],
  );
  guest = (method, path, json) =>
    send(method, `/api/v1/workspaces/${ada.workspaceId}${path}`, {
      headers: { authorization: bob.authorization, 'content-type': 'application/json' },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
});

const names = z.object({ data: z.array(z.object({ name: z.string() })) });

async function listed(api: User['api']): Promise<readonly string[]> {
  return names.parse((await api('GET', PATH)).json).data.map(({ name }) => name);
}

describe('saved views', () => {
  it('keep a filter under a name, which can be changed and deleted', async () => {
    const created = await ada.api('POST', PATH, { name: ' Slow failures ', filter: FILTER });
    expect([created.status, created.json]).toEqual([
      201,
      expect.objectContaining({ name: 'Slow failures', filter: FILTER, is_shared: false }),
    ]);
    const path = `${PATH}/${created.json.id}`;
    const updated = await ada.api('PATCH', path, { name: 'Failures' });
    expect([updated.status, updated.json.name, updated.json.filter]).toEqual([200, 'Failures', FILTER]);
    expect((await ada.api('GET', path)).json).toEqual(updated.json);
    expect((await ada.api('DELETE', path)).status).toBe(204);
    expect((await ada.api('GET', path)).status).toBe(404);
  });

  it('are seen by their owner alone, or shared with the workspace', async () => {
    const own = await ada.api('POST', PATH, { name: 'Own', filter: {} });
    await ada.api('POST', PATH, { name: 'Shared', filter: {}, is_shared: true });
    expect([await listed(ada.api), await listed(guest)]).toEqual([['Own', 'Shared'], ['Shared']]);
    for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const) {
      expect((await guest(method, `${PATH}/${own.json.id}`, body)).status).toBe(404);
      expect((await bob.api(method, `${PATH}/${own.json.id}`, body)).status).toBe(404);
    }
  });

  it('are changed by many at once, each in what they name', async () => {
    const { json } = await ada.api('POST', PATH, { name: 'Before', filter: {}, is_shared: true });
    const path = `${PATH}/${json.id}`;
    for (let round = 0; round < 5; round += 1) {
      const named = { name: `Named ${round}` };
      const filtered = { filter: { tag: `tag ${round}` } };
      await Promise.all([ada.api('PATCH', path, named), ada.api('PATCH', path, filtered)]);
      expect((await ada.api('GET', path)).json).toMatchObject({ ...named, ...filtered, is_shared: true });
    }
    await ada.api('DELETE', path);
  });

  it('may be kept by a viewer, but not shared', async () => {
    const kept = await guest('POST', PATH, { name: 'Mine', filter: {} });
    expect(kept.status).toBe(201);
    const refused = [
      await guest('POST', PATH, { name: 'Ours', filter: {}, is_shared: true }),
      await guest('PATCH', `${PATH}/${kept.json.id}`, { is_shared: true }),
    ];
    expect(refused.map(({ status, json }) => [status, json.code])).toEqual([
      [403, 'permissions.denied'],
      [403, 'permissions.denied'],
    ]);
  });

  it.each([
    ['a name that is taken', { name: 'Twice', filter: {} }, 409, 'execution_views.name_taken'],
    ['no name', { name: ' ', filter: {} }, 400, 'input.invalid'],
    ['a filter that contradicts itself', { name: 'a', filter: { metadata_value: 'b' } }, 400, 'input.invalid'],
    ['a filter of something else', { name: 'a', filter: { colour: 'red' } }, 400, 'input.invalid'],
    ['a text of 10 kB', { name: 'a', filter: { error_text: 'x'.repeat(10_240) } }, 400, 'input.invalid'],
  ])('refuse %s', async (_name, body, status, code) => {
    await ada.api('POST', PATH, { name: 'Twice', filter: {} });
    const reply = await ada.api('POST', PATH, body);
    expect([reply.status, reply.json.code]).toEqual([status, code]);
  });
});
