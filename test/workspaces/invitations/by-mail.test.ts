import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, newUser } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';
import { auditedActions, idIn, join, type Person, roleOf, verifyEmail } from '../support.ts';
import { accept, app, emptyWorkspace, INVALID, invitationCalls, mailed } from './invitation-calls.ts';

const DAY = 24 * 3600 * 1000;
const later = (days: number) => testApp({ env: { MAIL_OUTBOX: 'true' }, now: () => Date.now() + days * DAY });

let ada: Person;
let bob: Person;
let eve: Person;
/** Ada owns it. */
let path: string;
const { send, invite, link, mail } = invitationCalls(() => ({ path, ada }));

beforeAll(async () => {
  [ada, bob, eve] = await Promise.all([newUser(app), newUser(app), newUser(app)]);
  await verifyEmail(bob);
});

beforeEach(async () => {
  path = await emptyWorkspace(ada);
});

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
