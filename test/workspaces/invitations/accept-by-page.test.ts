import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../src/shared/ids.ts';
import { appWithProviders, newBrowser } from '../../accounts/providers/browser.ts';
import { tokenTo } from '../../support/accounts/account-mail.ts';
import { appWithClock, codeAt, proposeTotp } from '../../support/accounts/factors.ts';
import { call, newUser, PASSWORD } from '../../support/api-client.ts';
import { accessibilityFaults } from '../../support/pages/accessibility.ts';
import { readPage } from '../../support/pages/html-form.ts';
import { testDatabase } from '../../support/test-database.ts';
import { forgetInvitations, idIn, newWorkspace, type Person, roleOf, verifyEmail } from '../support.ts';
import { app, invitingBy, signIn, visitor } from './page-visitor.ts';

const { sql } = testDatabase();

let ada: Person;
let bob: Person;
let path: string;
const { mailed, linked } = invitingBy(() => ({ path, ada }));

beforeAll(async () => {
  [ada, bob] = await Promise.all([newUser(app), newUser(app)]);
  await verifyEmail(bob);
});

beforeEach(async () => {
  await forgetInvitations();
  path = await newWorkspace(ada);
});

const roleOfBob = () => roleOf(app, path, bob.bearer);

describe('accepting by the page', () => {
  it('signs in and accepts', async () => {
    const to = await mailed(bob.email);
    const { browser, take } = visitor();
    const { status, html } = await take(to, signIn(bob));
    expect([status, readPage(html).text('.outcome')]).toEqual([200, 'You are a member of "Engines" now.']);
    expect(accessibilityFaults(html)).toEqual([]);
    expect(await roleOfBob()).toBe('member');
    expect(browser.ours.has('__Host-linkflow-refresh')).toBe(true);
  });

  it('accepts with the session of the browser, which it renews', async () => {
    const to = await mailed(bob.email);
    const { browser, take } = visitor();
    await browser.post('/api/v1/auth/login', { email: bob.email, password: PASSWORD, session: 'cookie' });
    const before = browser.ours.header();
    expect(readPage(await (await browser.get(to)).text()).text('button')).toContain('Accept with the account');
    expect((await take(to, { action: 'accept' })).status).toBe(200);
    expect(await roleOfBob()).toBe('member');
    expect(browser.ours.header()).not.toBe(before);
    expect((await browser.post('/api/v1/auth/refresh', { session: 'cookie' })).status).toBe(200);
  });

  it('goes on to the second factor of whoever has one', async () => {
    const { app: clocked, clock } = appWithClock();
    const carol = await newUser(clocked);
    const { secret } = await proposeTotp(clocked, carol.bearer);
    const confirm = {
      method: 'POST',
      path: '/api/v1/users/me/factors/totp/confirm',
      body: { code: codeAt(secret, clock.now) },
    };
    await call(clocked, confirm, carol.bearer);
    const to = await linked();
    const later = appWithProviders({ now: () => clock.now + 60_000 });
    const { take, browser } = visitor(later);
    const asked = await take(to, signIn(carol));
    expect(accessibilityFaults(asked.html)).toEqual([]);
    expect(browser.ours.has('__Host-linkflow-refresh')).toBe(false);
    const ticket = readPage(asked.html).one('input[name=ticket]')?.attribs.value ?? '';
    const wrong = await take(to, { action: 'prove', ticket, code: '000000' });
    expect([wrong.status, readPage(wrong.html).text('.fault')]).toEqual([401, expect.stringContaining('wrong')]);
    const proved = await take(to, { action: 'prove', ticket, code: codeAt(secret, clock.now + 60_000) });
    expect(proved.status).toBe(200);
    expect(
      await sql.query('SELECT role FROM workspace_members WHERE workspace_id = $1 AND user_id = $2', [
        idIn(path),
        carol.user.id,
      ]),
    ).toHaveLength(1);
  });

  it('registers, and lets in by a link at once', async () => {
    const email = `${newId(Date.now())}@example.com`;
    const { status } = await visitor().take(await linked({ role: 'viewer' }), {
      action: 'register',
      email,
      password: PASSWORD,
    });
    expect(status).toBe(200);
    const joined = await sql.query(
      'SELECT m.role FROM workspace_members m JOIN users u ON u.id = m.user_id WHERE m.workspace_id = $1 AND u.email = $2',
      [idIn(path), email],
    );
    expect(joined).toEqual([{ role: 'viewer' }]);
  });

  it('has a newcomer who was mailed confirm the address first, and keeps the session for that', async () => {
    const email = `${newId(Date.now())}@example.com`;
    const to = await mailed(email);
    const { take, browser } = visitor();
    const { status, html } = await take(to, { action: 'register', email, password: PASSWORD });
    expect([status, readPage(html).text('.fault')]).toEqual([403, expect.stringContaining('Verify your email')]);
    const confirm = `/account/verify-email/${await tokenTo(email, 'Confirm your address')}`;
    expect((await take(confirm, {})).status).toBe(200);
    expect(browser.ours.has('__Host-linkflow-refresh')).toBe(true);
    expect((await take(to, { action: 'accept' })).status).toBe(200);
  });

  it('sends a mail first where accounts begin with one', async () => {
    const email = `${newId(Date.now())}@example.com`;
    const to = await mailed(email);
    const waiting = appWithProviders({ env: { REGISTRATION: 'verified' } });
    const { take } = visitor(waiting);
    const { status, html } = await take(to, { action: 'register', email, password: PASSWORD });
    expect([status, readPage(html).text('h1')]).toEqual([200, 'One more step']);
    await take(`/account/verify-email/${await tokenTo(email, 'Confirm your address')}`, {});
    expect((await take(to, { action: 'sign_in', email, password: PASSWORD })).status).toBe(200);
  });

  it('leads to the providers, and back', async () => {
    const to = await linked();
    const html = await (await app.request(to)).text();
    const hrefs = readPage(html)
      .all('a')
      .map(({ attribs }) => attribs.href ?? '');
    expect(hrefs[0]).toBe(`/auth/sign-in/corp?return_to=${encodeURIComponent(to)}`);
    const browser = newBrowser(app);
    const name = newId(Date.now());
    const back = await browser.get(
      await browser.consent(
        (await browser.get(hrefs[0] ?? '')).headers.get('location') ?? '',
        `${name},${name}@example.com,true`,
      ),
    );
    expect(back.headers.get('location')).toBe(to);
  });
});
