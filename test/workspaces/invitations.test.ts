import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import {
  auditedActions,
  forgetInvitations,
  idIn,
  join,
  newWorkspace,
  type Person,
  roleOf,
  verifyEmail,
} from './support.ts';

const app = testApp({ env: { MAIL_OUTBOX: 'true', PUBLIC_URL: 'https://flows.example' } });
const DAY = 24 * 3600 * 1000;
const later = (days: number) => testApp({ env: { MAIL_OUTBOX: 'true' }, now: () => Date.now() + days * DAY });
let ada: Person;
let bob: Person;
let eve: Person;
/** Ada owns it. */
let path: string;

beforeAll(async () => {
  [ada, bob, eve] = await Promise.all([newUser(app), newUser(app), newUser(app)]);
  await verifyEmail(bob);
});

beforeEach(async () => {
  await forgetInvitations();
  await testDatabase().sql.query('DELETE FROM mail_outbox WHERE workspace_id IS NULL');
  path = await newWorkspace(ada);
});

function send(method: string, below: string, { body, by = ada }: { body?: object; by?: Person } = {}) {
  return call(app, { method, path: `${path}/invitations${below}`, ...(body !== undefined && { body }) }, by.bearer);
}

const invite = (body: object, by = ada) => send('POST', '', { body, by });

async function link(body: object = {}, by = ada): Promise<{ id: string; token: string }> {
  const { body: made } = await invite({ type: 'link', ...body }, by);
  const { invitation, token } = JSON.parse(JSON.stringify(made));
  return { id: invitation.id, token };
}

/** The token of the last mail to somebody. */
async function mailed(person: Person): Promise<string> {
  const rows = await testDatabase().sql.query(
    `SELECT message FROM mail_outbox WHERE workspace_id IS NULL AND message::text LIKE $1 ORDER BY id DESC LIMIT 1`,
    [`%${person.email}%`],
  );
  return /lfi_[\w-]{43}/.exec(JSON.stringify(rows[0]))?.[0] ?? '';
}

async function mail(person: Person, role = 'member', by = ada): Promise<string> {
  await invite({ type: 'email', email: person.email, role }, by);
  return mailed(person);
}

function accept(token: string, by: Person, at = app) {
  return call(at, { method: 'POST', path: '/api/v1/invitations/accept', body: { token } }, by.bearer);
}

const INVALID = { status: 404, body: { code: 'invitations.invalid' } };

describe('an invitation by mail', () => {
  it('lets in the one whom it was sent to, once', async () => {
    const created = await invite({ type: 'email', email: bob.email.toUpperCase(), role: 'admin' });
    expect(created).toMatchObject({ status: 201, body: { token: null, invitation: { email: bob.email } } });
    const token = await mailed(bob);
    const shown = { method: 'POST', path: '/api/v1/invitations/show', body: { token } };
    expect(await call(app, shown, bob.bearer)).toMatchObject({
      status: 200,
      body: { workspace_name: 'Engines', role: 'admin', invited_by: 'Ada Lovelace' },
    });
    expect(await accept(token, bob)).toMatchObject({ status: 200, body: { role: 'admin' } });
    expect(await roleOf(app, path, bob.bearer)).toBe('admin');
    expect(await auditedActions(app, path, ada.bearer)).toEqual(
      expect.arrayContaining(['invitations.created', 'members.joined']),
    );
    expect(await accept(token, bob)).toMatchObject(INVALID);
    expect((await send('GET', '')).body).toMatchObject({ data: [{ status: 'used', uses: 1 }] });
  });

  it('is of no use to whoever has another address, or has not verified it', async () => {
    const token = await mail(bob);
    expect(await accept(token, eve)).toMatchObject({ status: 403, body: { code: 'invitations.other_address' } });
    const unverified = await mail(eve);
    expect(await accept(unverified, eve)).toMatchObject({
      status: 403,
      body: { code: 'invitations.address_unverified' },
    });
  });

  it('makes one membership, however often it is accepted at once', async () => {
    const token = await mail(bob);
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(token, bob)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 404, 409].includes(status))).toBe(true);
  });

  it('ends after seven days, when it is revoked, and when it is sent again', async () => {
    const first = await mail(bob);
    const { data } = JSON.parse(JSON.stringify((await send('GET', '')).body));
    expect(await send('POST', `/${data[0].id}/resend`)).toMatchObject({ status: 200, body: { status: 'pending' } });
    const second = await mailed(bob);
    expect(second).not.toBe(first);
    expect(await accept(first, bob)).toMatchObject(INVALID);
    const session = {
      method: 'POST',
      path: '/api/v1/auth/login',
      body: { email: bob.email, password: 'correct horse battery' },
    };
    const late = later(7);
    const signedIn = await call(late, session);
    const bearer = { authorization: `Bearer ${JSON.parse(JSON.stringify(signedIn.body)).tokens.access_token}` };
    expect(await accept(second, { ...bob, bearer }, late)).toMatchObject(INVALID);
    expect(await send('DELETE', `/${data[0].id}`)).toMatchObject({ status: 204 });
    expect(await accept(second, bob)).toMatchObject(INVALID);
    expect(await send('POST', `/${data[0].id}/resend`)).toMatchObject({ status: 409 });
  });

  it('loses its power with the one who sent it, and has it back with them', async () => {
    await join(idIn(path), eve.user.id, 'admin');
    const token = await mail(bob, 'member', eve);
    const demote = { method: 'PATCH', path: `${path}/members/${eve.user.id}`, body: { role: 'member' } };
    await call(app, demote, ada.bearer);
    expect(await accept(token, bob)).toMatchObject(INVALID);
    await call(app, { ...demote, body: { role: 'admin' } }, ada.bearer);
    await call(app, { method: 'DELETE', path: `${path}/members/${eve.user.id}` }, ada.bearer);
    await join(idIn(path), eve.user.id, 'admin');
    expect(await accept(token, bob)).toMatchObject(INVALID);
  });

  it('of an admin makes nobody an owner', async () => {
    await join(idIn(path), eve.user.id, 'admin');
    const refused = await invite({ type: 'email', email: bob.email, role: 'owner' }, eve);
    expect(refused).toMatchObject({ status: 403, body: { code: 'members.owner_required' } });
    await join(idIn(path), bob.user.id, 'owner');
    const token = await mail({ ...bob, email: eve.email.replace('@', '+x@') }, 'owner', bob);
    expect(token).not.toBe('');
  });

  it('is limited by address', async () => {
    for (let count = 0; count < 5; count += 1) await mail(bob);
    expect(await invite({ type: 'email', email: bob.email })).toMatchObject({
      status: 429,
      body: { code: 'auth.too_many_attempts' },
      headers: expect.any(Headers),
    });
  });

  it('is not stored where no mail can be sent, and keeps what there was', async () => {
    const silent = testApp({ env: { MAIL_OUTBOX: 'false', PUBLIC_URL: 'https://flows.example' } });
    const body = { type: 'email', email: bob.email };
    const refused = await call(silent, { method: 'POST', path: `${path}/invitations`, body }, ada.bearer);
    expect(refused).toMatchObject({ status: 503, body: { code: 'mail.not_configured' } });
    expect((await send('GET', '')).body).toMatchObject({ data: [] });
    const token = await mail(bob);
    const { data } = JSON.parse(JSON.stringify((await send('GET', '')).body));
    const resend = { method: 'POST', path: `${path}/invitations/${data[0].id}/resend` };
    expect(await call(silent, resend, ada.bearer)).toMatchObject({ status: 503 });
    expect(await accept(token, bob)).toMatchObject({ status: 200 });
  });

  it('is one for each address, however many are made at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => invite({ type: 'email', email: bob.email })));
    const { data } = JSON.parse(JSON.stringify((await send('GET', '')).body));
    const statuses = data.map(({ status }: { status: string }) => status);
    expect(statuses.sort()).toEqual(['pending', 'revoked', 'revoked', 'revoked']);
  });

  it('lets in who was removed before it was sent again, and none removed after that', async () => {
    await mail(bob);
    const { data } = JSON.parse(JSON.stringify((await send('GET', '')).body));
    const removeBob = { method: 'DELETE', path: `${path}/members/${bob.user.id}` };
    await join(idIn(path), bob.user.id, 'member');
    await call(app, removeBob, ada.bearer);
    expect(await accept(await mailed(bob), bob)).toMatchObject(INVALID);
    await send('POST', `/${data[0].id}/resend`);
    const { token } = await link();
    await join(idIn(path), eve.user.id, 'member');
    await call(app, { method: 'DELETE', path: `${path}/members/${eve.user.id}` }, ada.bearer);
    expect(await accept(token, eve)).toMatchObject(INVALID);
    expect(await accept(await mailed(bob), bob)).toMatchObject({ status: 200 });
    const [sent] = JSON.parse(JSON.stringify((await send('GET', '')).body)).data.slice(-1);
    expect(sent).toMatchObject({ id: data[0].id, created_at: data[0].created_at });
  });

  it('goes to no member', async () => {
    const refused = await invite({ type: 'email', email: ada.email });
    expect(refused).toMatchObject({ status: 409, body: { code: 'members.already_member' } });
  });

  it('says nothing in its mail that leads elsewhere', async () => {
    await call(app, { method: 'PATCH', path, body: { name: 'Win at https://evil.example/x\u2028now' } }, ada.bearer);
    await mail(bob);
    const [row] = await testDatabase().sql.query('SELECT message FROM mail_outbox WHERE workspace_id IS NULL');
    const text = JSON.stringify(row);
    expect(text.match(/https?:\/\/[^/#]+/g)).toEqual(['https://flows.example']);
    expect(text).not.toContain('\u2028');
  });
});

describe('an invitation by link', () => {
  it('lets in as many as it says', async () => {
    const { token } = await link({ max_uses: 1, role: 'viewer' });
    const answers = await Promise.all([accept(token, bob), accept(token, eve)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it('does not count a member twice', async () => {
    const { token } = await link({ max_uses: 2 });
    await accept(token, bob);
    expect(await accept(token, bob)).toMatchObject({ status: 409, body: { code: 'members.already_member' } });
    expect(await accept(token, eve)).toMatchObject({ status: 200, body: { role: 'member' } });
  });

  it('does not let in again whom the workspace removed, while a newer one does', async () => {
    const { token } = await link();
    await accept(token, bob);
    await call(app, { method: 'DELETE', path: `${path}/members/${bob.user.id}` }, ada.bearer);
    expect(await accept(token, bob)).toMatchObject(INVALID);
    expect(await accept((await link()).token, bob)).toMatchObject({ status: 200 });
  });

  it.each([
    ['admin', 'admin', 'invitations.role_too_high'],
    ['admin', 'owner', 'members.owner_required'],
    ['owner', 'owner', 'invitations.role_too_high'],
  ])('of an %s makes no %s', async (of, role, code) => {
    await join(idIn(path), bob.user.id, of === 'owner' ? 'owner' : 'admin');
    expect(await invite({ type: 'link', role }, bob)).toMatchObject({ status: 403, body: { code } });
  });

  it('shows its token once', async () => {
    const { token } = await link({ role: 'admin' });
    expect(JSON.stringify((await send('GET', '')).body)).not.toContain(token);
    const stored = await testDatabase().sql.query('SELECT * FROM invitations WHERE workspace_id = $1::uuid', [
      idIn(path),
    ]);
    expect(JSON.stringify(stored)).not.toContain(token.slice(4));
  });
});

describe('invitations', () => {
  it.each([
    [{ type: 'email' }],
    [{ type: 'email', email: 'no address' }],
    [{ type: 'email', email: 'a@example.com\nBcc: b@example.com' }],
    [{ type: 'email', email: 'a@example.com', max_uses: 5 }],
    [{ type: 'link', max_uses: 0 }],
    [{ type: 'link', max_uses: 501 }],
    [{ type: 'link', expires_in_days: 31 }],
    [{ type: 'link', workspace_id: '019a0000-0000-7000-8000-000000000001' }],
    [{ type: 'link', role: 'root' }],
    [{}],
  ])('are refused for %j', async (body) => {
    expect(await invite(body)).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
  });

  it('are not for members, nor for strangers', async () => {
    expect(await invite({ type: 'link' }, bob)).toMatchObject({ status: 404 });
    await join(idIn(path), bob.user.id, 'member');
    expect(await invite({ type: 'link' }, bob)).toMatchObject({ status: 403 });
    expect(await send('GET', '', { by: bob })).toMatchObject({ status: 403 });
  });

  it('of another workspace are not there', async () => {
    const { id } = await link();
    const other = `/api/v1/workspaces/${bob.workspace.id}/invitations/${id}`;
    expect(await call(app, { method: 'DELETE', path: other }, bob.bearer)).toMatchObject({ status: 404 });
    expect(await call(app, { method: 'POST', path: `${other}/resend` }, bob.bearer)).toMatchObject({ status: 404 });
  });

  it.each([['lfi_unknown'], ["' OR true --"], ['\u0000']])('with the token %j let nobody in', async (token) => {
    expect([400, 404]).toContain((await accept(token, bob)).status);
  });

  it('are accepted by users alone, not by API keys', async () => {
    const { token } = await link();
    const request = { method: 'POST', path: '/api/v1/invitations/accept', body: { token } };
    expect(await call(app, request)).toMatchObject({ status: 401 });
    expect(await call(app, request, { 'x-api-key': 'lf_x' })).toMatchObject({ status: 403 });
  });
});
