import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/shared/ids.ts';
import { appWithProviders, newBrowser } from '../accounts/providers/browser.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { mailsTo, tokenTo } from '../support/account-mail.ts';
import { call, newUser, PASSWORD } from '../support/api-client.ts';
import { appWithClock, codeAt, proposeTotp } from '../support/factors.ts';
import { readPage } from '../support/html-form.ts';
import { testDatabase } from '../support/test-database.ts';
import { forgetInvitations, idIn, newWorkspace, type Person, roleOf, verifyEmail } from './support.ts';

const app = appWithProviders();
const { sql } = testDatabase();
let ada: Person;
let bob: Person;
let path: string;

beforeAll(async () => {
  [ada, bob] = await Promise.all([newUser(app), newUser(app)]);
  await verifyEmail(bob);
});

beforeEach(async () => {
  await forgetInvitations();
  path = await newWorkspace(ada);
});

/** Invites by mail. Gives the path to which the link in it leads. */
async function mailed(email: string): Promise<string> {
  const body = { type: 'email', email };
  await call(app, { method: 'POST', path: `${path}/invitations`, body }, ada.bearer);
  const [mail] = await mailsTo(email);
  return /https:\/\/flows\.test(\/invitations\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

async function linked(more: object = {}): Promise<string> {
  const body = { type: 'link', ...more };
  const made = await call(app, { method: 'POST', path: `${path}/invitations`, body }, ada.bearer);
  return `/invitations/${JSON.parse(JSON.stringify(made.body)).token}`;
}

/** A browser that sends forms of pages. */
function visitor(by = app) {
  const browser = newBrowser(by);
  const send = (to: string, fields: Record<string, string>, origin = 'https://flows.test') =>
    by.request(`https://flows.test${to}`, {
      method: 'POST',
      headers: { cookie: browser.ours.header(), origin },
      body: new URLSearchParams(fields),
    });
  return {
    browser,
    send,
    async take(to: string, fields: Record<string, string>) {
      const response = await send(to, fields);
      browser.ours.take(response);
      return { status: response.status, html: await response.text() };
    },
  };
}

async function usesOf(): Promise<unknown> {
  return sql.query('SELECT uses, revoked_at FROM invitations WHERE workspace_id = $1::uuid', [idIn(path)]);
}

const roleOfBob = () => roleOf(app, path, bob.bearer);
const signIn = (person: Person) => ({ action: 'sign_in', email: person.email, password: PASSWORD });

describe('the page to which the link of an invitation leads', () => {
  it('shows what is offered, and uses nothing up: programs that look into mails open each link', async () => {
    const to = await mailed(bob.email);
    for (const method of ['GET', 'HEAD', 'GET']) expect((await app.request(to, { method })).status).toBe(200);
    const response = await app.request(to);
    const html = await response.text();
    expect(accessibilityFaults(html)).toEqual([]);
    expect(readPage(html).text('main')).toContain('Ada Lovelace into the workspace "Engines" as member');
    expect(html).not.toContain(bob.email);
    expect(html).not.toContain('<script');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('referrer-policy')).toBe('same-origin');
    expect(await usesOf()).toEqual([{ uses: 0, revoked_at: null }]);
  });

  it('shows names as texts, whatever is in them', async () => {
    const evil = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
    await call(app, { method: 'PATCH', path, body: { name: evil } }, ada.bearer);
    await call(app, { method: 'PATCH', path: '/api/v1/users/me', body: { last_name: '<b>Bold</b>' } }, ada.bearer);
    const to = await linked();
    const joined = await visitor().take(to, signIn(bob));
    await call(app, { method: 'PATCH', path: '/api/v1/users/me', body: { last_name: 'Lovelace' } }, ada.bearer);
    for (const html of [await (await app.request(await linked())).text(), joined.html]) {
      expect(readPage(html).all('script, img, b')).toEqual([]);
      expect(readPage(html).text('main')).toContain(evil);
    }
  });

  it.each([
    ['unknown', async () => '/invitations/lfi_unknown'],
    [
      'used',
      async () => {
        const to = await linked({ max_uses: 1 });
        await visitor().take(to, signIn(bob));
        return to;
      },
    ],
    [
      'revoked',
      async () => {
        const to = await linked();
        await sql.query('UPDATE invitations SET revoked_at = now() WHERE workspace_id = $1::uuid', [idIn(path)]);
        return to;
      },
    ],
    [
      'expired',
      async () => {
        const to = await linked();
        await sql.query('UPDATE invitations SET expires_at = now() WHERE workspace_id = $1::uuid', [idIn(path)]);
        return to;
      },
    ],
    [
      'from somebody who may not invite any more',
      async () => {
        const to = await linked();
        await sql.query(`UPDATE workspace_members SET role = 'viewer' WHERE workspace_id = $1::uuid`, [idIn(path)]);
        return to;
      },
    ],
  ])('says that an invitation does not count that is %s', async (_name, make) => {
    const to = await make();
    const { browser, take } = visitor();
    for (const { status, html } of [
      { status: (await app.request(to)).status, html: await (await app.request(to)).text() },
      await take(to, signIn(bob)),
    ]) {
      expect(status).toBe(404);
      expect(html).toContain('This invitation does not count');
      expect(html).not.toContain('Engines');
    }
    expect(browser.ours.has('__Host-linkflow-refresh')).toBe(false);
  });
});

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

  it.each([
    ['a wrong password', { action: 'sign_in', email: 'nobody@example.com', password: 'not that one' }, 401],
    ['an address that is none', { action: 'sign_in', email: 'nobody', password: PASSWORD }, 422],
    ['a password that is too short', { action: 'register', email: 'new@example.com', password: 'short' }, 422],
    ['a password that is tried first', { action: 'register', email: 'new@example.com', password: 'password1' }, 422],
    ['no session', { action: 'accept' }, 401],
    ['nothing', {}, 422],
    ['another action', { action: 'delete' }, 422],
  ])('shows what is wrong with %s, and uses nothing up', async (_name, fields, status) => {
    const to = await linked();
    const answer = await visitor().take(to, { ...fields });
    expect(answer.status).toBe(status);
    expect(readPage(answer.html).text('.fault')).not.toBe('');
    expect(accessibilityFaults(answer.html)).toEqual([]);
    expect(await usesOf()).toEqual([{ uses: 0, revoked_at: null }]);
  });

  it('is of no use to another account, and does not say whose it is', async () => {
    const eve = await newUser(app);
    await verifyEmail(eve);
    const { status, html } = await visitor().take(await mailed(bob.email), signIn(eve));
    expect([status, readPage(html).text('.fault')]).toEqual([
      403,
      'This invitation was sent to another email address.',
    ]);
    expect(html).not.toContain(bob.email);
    expect(await roleOf(app, path, eve.bearer)).toBeNull();
  });

  it.each(['https://evil.example', 'null', ''])('takes no form of another page (%s)', async (origin) => {
    const { browser, send } = visitor();
    const to = await linked();
    await browser.post('/api/v1/auth/login', { email: bob.email, password: PASSWORD, session: 'cookie' });
    for (const fields of [{ action: 'accept' }, signIn(bob)]) {
      const answer = await send(to, fields, origin);
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
    }
    expect(await roleOfBob()).toBeNull();
  });

  it('takes no form that is too large', async () => {
    const to = await linked();
    expect((await visitor().take(to, { action: 'accept', more: 'x'.repeat(20_000) })).status).toBe(413);
  });
});
