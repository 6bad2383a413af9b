import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { auditedActions, idIn, join, newWorkspace, type Person, roleOf } from './support.ts';

const app = testApp();
let ada: Person;
let bob: Person;
let eve: Person;
/** Ada owns it. */
let path: string;

beforeAll(async () => {
  [ada, bob, eve] = await Promise.all([newUser(app), newUser(app), newUser(app)]);
});

beforeEach(async () => {
  path = await newWorkspace(ada);
});

const put = (person: Person, role: Parameters<typeof join>[2]) => join(idIn(path), person.user.id, role);

function changeRole(target: Person, role: string, by: Person) {
  return call(app, { method: 'PATCH', path: `${path}/members/${target.user.id}`, body: { role } }, by.bearer);
}

function remove(target: Person, by: Person) {
  return call(app, { method: 'DELETE', path: `${path}/members/${target.user.id}` }, by.bearer);
}

const leave = (by: Person) => call(app, { method: 'POST', path: `${path}/leave` }, by.bearer);

async function ownerId(): Promise<unknown> {
  const [row] = await testDatabase().sql.query('SELECT owner_id FROM workspaces WHERE id = $1::uuid', [idIn(path)]);
  return row?.owner_id;
}

describe('the members of a workspace', () => {
  it('are listed in pages, in the order in which they joined', async () => {
    await put(bob, 'viewer');
    const first = await call(app, { method: 'GET', path: `${path}/members?limit=1` }, bob.bearer);
    expect(first).toMatchObject({ status: 200, body: { data: [{ user_id: ada.user.id, role: 'owner' }] } });
    const { next_cursor } = JSON.parse(JSON.stringify(first.body));
    const second = await call(
      app,
      { method: 'GET', path: `${path}/members?limit=1&cursor=${next_cursor}` },
      bob.bearer,
    );
    expect(second.body).toMatchObject({ data: [{ user_id: bob.user.id, email: bob.email }], next_cursor: null });
  });

  it('are hidden from strangers', async () => {
    expect(await call(app, { method: 'GET', path: `${path}/members` }, eve.bearer)).toMatchObject({ status: 404 });
    expect(await remove(ada, eve)).toMatchObject({ status: 404, body: { code: 'workspaces.not_found' } });
  });
});

describe('a change of role', () => {
  it('counts from the next request on, and is in the audit log', async () => {
    await put(bob, 'viewer');
    expect(await changeRole(bob, 'admin', ada)).toMatchObject({ status: 200, body: { role: 'admin' } });
    expect(await call(app, { method: 'PATCH', path, body: { name: 'B' } }, bob.bearer)).toMatchObject({ status: 200 });
    await changeRole(bob, 'viewer', ada);
    expect(await call(app, { method: 'PATCH', path, body: { name: 'C' } }, bob.bearer)).toMatchObject({ status: 403 });
    expect(await auditedActions(app, path, ada.bearer)).toContain('members.role_changed');
  });

  it.each([
    ['raises themselves to owner', () => changeRole(bob, 'owner', bob)],
    ['makes somebody else an owner', () => changeRole(eve, 'owner', bob)],
    ['lowers an owner', () => changeRole(ada, 'viewer', bob)],
    ['removes an owner', () => remove(ada, bob)],
  ])('is refused if an admin %s', async (_, attack) => {
    await put(bob, 'admin');
    await put(eve, 'member');
    expect(await attack()).toMatchObject({ status: 403, body: { code: 'members.owner_required' } });
    expect(await ownerId()).toBe(ada.user.id);
  });

  it('is not for members, not even of themselves', async () => {
    await put(bob, 'member');
    expect(await changeRole(bob, 'admin', bob)).toMatchObject({ status: 403, body: { code: 'permissions.denied' } });
    expect(await remove(ada, bob)).toMatchObject({ status: 403, body: { code: 'permissions.denied' } });
  });

  it('lowers the last owner never, and another one hands the workspace on', async () => {
    expect(await changeRole(ada, 'admin', ada)).toMatchObject({ status: 409, body: { code: 'members.last_owner' } });
    await put(bob, 'owner');
    expect(await changeRole(ada, 'admin', ada)).toMatchObject({ status: 200 });
    expect(await ownerId()).toBe(bob.user.id);
  });

  it.each([[{ role: 'root' }], [{ role: 'admin', user_id: 'x' }], [{}], [{ role: ['admin'] }]])(
    'refuses %j',
    async (body) => {
      await put(bob, 'member');
      const request = { method: 'PATCH', path: `${path}/members/${bob.user.id}`, body };
      expect(await call(app, request, ada.bearer)).toMatchObject({ status: 400 });
    },
  );

  it('does not find members of other workspaces', async () => {
    expect(await changeRole(bob, 'viewer', ada)).toMatchObject({ status: 404, body: { code: 'members.not_found' } });
  });
});

describe('the end of a membership', () => {
  it('counts from the next request on, for API keys too', async () => {
    await put(bob, 'admin');
    const body = { name: 'CI', scopes: ['workspace:read'] };
    const made = await call(app, { method: 'POST', path: `${path}/api-keys`, body }, bob.bearer);
    const key = { 'x-api-key': JSON.parse(JSON.stringify(made.body)).key };
    expect(await call(app, { method: 'GET', path }, key)).toMatchObject({ status: 200 });
    expect(await remove(bob, ada)).toMatchObject({ status: 204 });
    expect(await roleOf(app, path, bob.bearer)).toBeNull();
    expect(await call(app, { method: 'GET', path }, key)).toMatchObject({ status: 401 });
    await put(bob, 'admin');
    expect(await call(app, { method: 'GET', path }, key)).toMatchObject({ status: 401 });
  });

  it('is never that of the last owner, however many go at once', async () => {
    expect(await leave(ada)).toMatchObject({ status: 409, body: { code: 'members.last_owner' } });
    await put(bob, 'owner');
    const answers = await Promise.all([leave(ada), leave(bob)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    const left = await testDatabase().sql.query(
      `SELECT m.user_id FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id AND w.owner_id = m.user_id
      WHERE w.id = $1::uuid AND m.role = 'owner'`,
      [idIn(path)],
    );
    expect(left).toHaveLength(1);
  });

  it('is up to the member, but not to an API key', async () => {
    await put(bob, 'viewer');
    expect(await leave(bob)).toMatchObject({ status: 204 });
    const body = { name: 'CI', scopes: ['workspace:read'] };
    const made = await call(app, { method: 'POST', path: `${path}/api-keys`, body }, ada.bearer);
    const key = { 'x-api-key': JSON.parse(JSON.stringify(made.body)).key };
    await put(bob, 'owner');
    expect(await call(app, { method: 'POST', path: `${path}/leave` }, key)).toMatchObject({ status: 403 });
  });
});

describe('POST /workspaces/{workspace_id}/transfer', () => {
  function transfer(body: object, by: Person) {
    return call(app, { method: 'POST', path: `${path}/transfer`, body }, by.bearer);
  }

  it('makes another member the owner', async () => {
    await put(bob, 'viewer');
    expect(await transfer({ user_id: bob.user.id }, ada)).toMatchObject({ status: 204 });
    expect([await roleOf(app, path, bob.bearer), await roleOf(app, path, ada.bearer)]).toEqual(['owner', 'admin']);
    expect(await ownerId()).toBe(bob.user.id);
    expect(await transfer({ user_id: ada.user.id }, ada)).toMatchObject({ status: 403 });
  });

  it('is for owners who proved lately who they are, to members', async () => {
    expect(await transfer({ user_id: eve.user.id }, ada)).toMatchObject({ status: 404 });
    expect(await transfer({ user_id: ada.user.id }, ada)).toMatchObject({ status: 409 });
    await put(bob, 'admin');
    expect(await transfer({ user_id: bob.user.id }, bob)).toMatchObject({ status: 403 });
    const { sql } = testDatabase();
    await sql.query('UPDATE sessions SET confirmed_at = NULL WHERE user_id = $1::uuid', [ada.user.id]);
    const refused = await transfer({ user_id: bob.user.id }, ada);
    await sql.query('UPDATE sessions SET confirmed_at = now() WHERE user_id = $1::uuid', [ada.user.id]);
    expect(refused).toMatchObject({ status: 403, body: { code: 'auth.step_up_required' } });
  });
});
