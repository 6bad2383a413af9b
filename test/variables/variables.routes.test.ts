import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/security/permissions.ts';
import { newId } from '../../src/shared/ids.ts';
import { MAX_VARIABLES } from '../../src/variables/variables.schemas.ts';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { auditedActions, join, newWorkspace, type Person } from '../workspaces/support.ts';

const app = testApp();
let owner: Person;
let root: string;

type Body = { readonly [name: string]: unknown };

async function ask(method: string, path: string, body?: unknown, who: Person = owner) {
  const reply = await call(app, { method, path: `${root}/variables${path}`, body }, who.bearer);
  const fields: Body = JSON.parse(JSON.stringify(reply.body ?? {}));
  return { status: reply.status, body: fields };
}

function named(): string {
  return `v${crypto.randomUUID().replaceAll('-', '_')}`;
}

async function created(input: Body = {}): Promise<{ readonly id: string; readonly name: string }> {
  const { status, body } = await ask('POST', '', { name: named(), value: 'one', ...input });
  expect(status).toBe(201);
  return { id: String(body.id), name: String(body.name) };
}

async function rowOf(id: string): Promise<Body> {
  const [row] = await testDatabase().sql.query('SELECT * FROM variables WHERE id = $1::uuid', [id]);
  return row ?? {};
}

async function historyOf(id: string): Promise<unknown> {
  const { body } = await ask('GET', `/${id}/history`);
  return JSON.parse(JSON.stringify(body.data)).map(({ change, name, value }: Body) => [change, name, value]);
}

beforeAll(async () => {
  owner = await newUser(app);
  root = await newWorkspace(owner);
});

describe('a variable', () => {
  it('is created, read, changed and deleted, and its history stays', async () => {
    const { id, name } = await created();
    expect((await ask('GET', `/${id}`)).body).toMatchObject({ id, name, value: 'one', is_secret: false });
    const renamed = named();
    expect(await ask('PATCH', `/${id}`, { value: 'two' })).toMatchObject({ status: 200, body: { name, value: 'two' } });
    expect(await ask('PATCH', `/${id}`, { name: renamed })).toMatchObject({ status: 200, body: { value: 'two' } });
    expect((await ask('DELETE', `/${id}`)).status).toBe(204);
    expect(await ask('GET', `/${id}`)).toMatchObject({ status: 404, body: { code: 'variables.not_found' } });
    expect(await historyOf(id)).toEqual([
      ['deleted', renamed, null],
      ['updated', renamed, 'two'],
      ['updated', name, 'two'],
      ['created', name, 'one'],
    ]);
    expect((await auditedActions(app, root, owner.bearer)).slice(0, 4)).toEqual([
      'variables.deleted',
      'variables.updated',
      'variables.updated',
      'variables.created',
    ]);
  });

  it('that is secret is sealed, and never shown: not when it is made, changed, listed, or in its history', async () => {
    const secret = `secret-${crypto.randomUUID()}`;
    const { id, name } = await created({ value: secret, is_secret: true });
    const replies = [
      await ask('GET', `/${id}`),
      await ask('GET', ''),
      await ask('PATCH', `/${id}`, { value: `${secret}-2` }),
      await ask('PATCH', `/${id}`, { name: `${name}_` }),
      await ask('GET', `/${id}/history`),
    ];
    const log = await call(app, { method: 'GET', path: `${root}/audit-logs` }, owner.bearer);
    expect(JSON.stringify([replies, log.body])).not.toContain(secret);
    expect(String((await rowOf(id)).value)).toMatch(/^w1\./);
    expect(await historyOf(id)).toEqual([
      ['updated', `${name}_`, null],
      ['updated', name, null],
      ['created', name, null],
    ]);
  });

  it('becomes secret, or no longer so, only together with a value', async () => {
    const { id } = await created();
    for (const is_secret of [true, false]) {
      expect((await ask('PATCH', `/${id}`, { is_secret })).body).toMatchObject({ code: 'input.invalid' });
    }
    expect((await ask('PATCH', `/${id}`, { is_secret: true, value: 'hidden' })).body).toMatchObject({ value: null });
    expect((await ask('PATCH', `/${id}`, { is_secret: false, value: 'shown' })).body).toMatchObject({ value: 'shown' });
  });
});

describe('input', () => {
  it.each([
    [{ name: '1st', value: '' }],
    [{ name: 'a-b', value: '' }],
    [{ name: 'constructor', value: '' }],
    [{ name: '__proto__', value: '' }],
    [{ name: 'a'.repeat(101), value: '' }],
    [{ name: 'ok', value: 'x'.repeat(20_001) }],
    [{ name: 'ok', value: 1 }],
    [{ name: 'ok' }],
    [{ name: 'ok', value: '', workspace_id: newId(0) }],
  ])('%j is refused', async (input) => {
    expect(await ask('POST', '', input)).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
  });

  it('may be as long as may be', async () => {
    const { id } = await created({ value: 'x'.repeat(20_000), is_secret: true });
    expect((await ask('GET', `/${id}`)).status).toBe(200);
  });
});

describe('two at once', () => {
  it('that take one name: one gets it, the other one hears that it is taken', async () => {
    const name = named();
    const replies = await Promise.all([1, 2].map((value) => ask('POST', '', { name, value: String(value) })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'variables.name_taken',
      errors: [{ path: ['name'] }],
    });
  });

  it('that are renamed to one name: one is, the other one hears that it is taken', async () => {
    const [one, other] = [await created(), await created()];
    const name = named();
    const replies = await Promise.all([one, other].map(({ id }) => ask('PATCH', `/${id}`, { name })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('that change one variable each leave what the other one changed', async () => {
    const { id } = await created();
    const name = named();
    await Promise.all([ask('PATCH', `/${id}`, { name }), ask('PATCH', `/${id}`, { value: 'two' })]);
    expect((await ask('GET', `/${id}`)).body).toMatchObject({ name, value: 'two' });
  });

  it('of which one makes it secret never leave a value open that was sealed, or sealed that is open', async () => {
    const { id } = await created();
    const both = [{ value: 'hidden', is_secret: true }, { value: 'shown' }];
    const replies = await Promise.all(both.map((input) => ask('PATCH', `/${id}`, input)));
    expect(replies.every(({ status, body }) => status === 200 || body.code === 'variables.changed_meanwhile')).toBe(
      true,
    );
    const { value, is_secret } = await rowOf(id);
    expect(String(value).startsWith('w1.')).toBe(is_secret);
  });
});

describe('the number of variables', () => {
  it('is bounded, also for many at once', async () => {
    const other = await newUser(app);
    const path = await newWorkspace(other);
    await testDatabase().sql.query(
      `INSERT INTO variables (id, workspace_id, name, value)
       SELECT gen_random_uuid(), $1::uuid, 'v' || n, '' FROM generate_series(1, $2::int) AS n`,
      [path.slice(path.lastIndexOf('/') + 1), MAX_VARIABLES - 2],
    );
    const body = () => ({ name: named(), value: '' });
    const make = () => call(app, { method: 'POST', path: `${path}/variables`, body: body() }, other.bearer);
    const replies = await Promise.all(Array.from({ length: 5 }, make));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'variables.too_many' });
  });
});

describe('roles', () => {
  it.each<[Role, number]>([
    ['viewer', 403],
    ['member', 201],
    ['admin', 201],
  ])('a %s reads variables; creating one answers %d', async (role, status) => {
    const person = await newUser(app);
    await join(root.slice(root.lastIndexOf('/') + 1), person.user.id, role);
    const { id } = await created();
    expect((await ask('GET', '', undefined, person)).status).toBe(200);
    expect((await ask('POST', '', { name: named(), value: '' }, person)).status).toBe(status);
    const changing = status === 403 ? 403 : 200;
    expect((await ask('PATCH', `/${id}`, { value: 'x' }, person)).status).toBe(changing);
    expect((await ask('DELETE', `/${id}`, undefined, person)).status).toBe(changing === 403 ? 403 : 204);
  });

  it('of another workspace see nothing, under either address', async () => {
    const stranger = await newUser(app);
    const { id } = await created();
    const own = `/api/v1/workspaces/${stranger.workspace.id}/variables/${id}`;
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { value: 'x' } : undefined;
      const reply = await call(app, { method, path: own, body }, stranger.bearer);
      expect([reply.status, Object(reply.body).code]).toEqual([404, 'variables.not_found']);
      expect((await ask(method, `/${id}`, body, stranger)).status).toBe(404);
    }
    expect((await ask('GET', `/${id}`)).body).toMatchObject({ value: 'one' });
  });
});
