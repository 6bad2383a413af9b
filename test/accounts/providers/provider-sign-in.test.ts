import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '../../../src/shared/ids.ts';
import { tokenTo } from '../../support/account-mail.ts';
import { call, newUser } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';
import { appWithProviders, hintOf, newBrowser, type Person } from './browser.ts';

type User = Awaited<ReturnType<typeof newUser>>;

const app = appWithProviders();
const refreshed = z.object({ tokens: z.object({ access_token: z.string() }) });

function newPerson(more: Partial<Person> = {}): Person {
  const name = newId(Date.now());
  return { name, email: `${name}@example.com`, ...more };
}

/** Who the session in the browser's cookie belongs to. */
async function whoIs(browser: ReturnType<typeof newBrowser>) {
  const response = await browser.post('/api/v1/auth/refresh', { session: 'cookie' });
  const { tokens } = refreshed.parse(await response.json());
  const bearer = { authorization: `Bearer ${tokens.access_token}` };
  return { bearer, me: (await call(app, { method: 'GET', path: '/api/v1/users/me' }, bearer)).body };
}

async function codeOf(response: Response): Promise<string> {
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  return `${response.status} ${(await response.text()).match(/This did not work|<p[^>]*>([^<]*)/)?.[0]}`;
}

async function suspend(email: string): Promise<void> {
  await testDatabase().sql.query(`UPDATE users SET status = 'suspended' WHERE lower(email) = $1`, [email]);
}

async function usersWith(email: string): Promise<number> {
  return (await testDatabase().sql.query('SELECT 1 FROM users WHERE lower(email) = lower($1)', [email])).length;
}

describe('signing in with a provider', () => {
  it('registers who comes first, signs in who comes again, and lands where they wanted', async () => {
    const person = newPerson();
    const first = newBrowser(app);
    const landed = await first.signIn(person, { query: '?return_to=/workflows?a=1' });
    expect([landed.status, landed.headers.get('location')]).toEqual([303, '/workflows?a=1']);
    const { me } = await whoIs(first);
    expect(me).toMatchObject({ email: person.email, email_verified: true, first_name: 'Ada', last_name: 'Lovelace' });
    const again = newBrowser(app);
    await again.signIn(person);
    expect((await whoIs(again)).me).toEqual(me);
    expect(await usersWith(person.email)).toBe(1);
  });

  it('knows people by issuer and subject, whatever their address is by then', async () => {
    const person = newPerson();
    const browser = newBrowser(app);
    await browser.signIn(person);
    const { me } = await whoIs(browser);
    await testDatabase().sql.query('UPDATE users SET email = $1 WHERE lower(email) = $2', [
      `new-${person.email}`,
      person.email,
    ]);
    await browser.signIn(person);
    expect((await whoIs(browser)).me).toMatchObject({ id: Object(me).id, email: `new-${person.email}` });
  });

  it('makes one account of two who come at once', async () => {
    const person = newPerson();
    const answers = await Promise.all([newBrowser(app).signIn(person), newBrowser(app).signIn(person)]);
    expect(answers.some(({ status }) => status === 303)).toBe(true);
    expect(await usersWith(person.email)).toBe(1);
    expect((await newBrowser(app).signIn(person)).status).toBe(303);
  });

  it('takes no address that the provider has not verified', async () => {
    const person = newPerson({ verified: false });
    const answer = await newBrowser(app).signIn(person);
    expect(await codeOf(answer)).toMatch(/^403/);
    expect(await usersWith(person.email)).toBe(0);
  });

  it('makes way for who has an address for which somebody registered and never opened the link', async () => {
    const person = newPerson();
    const waiting = testApp({ env: { REGISTRATION: 'verified' } });
    const body = { email: person.email, password: 'of a squatter first' };
    await call(waiting, { method: 'POST', path: '/api/v1/auth/register', body });
    expect((await newBrowser(app).signIn(person)).status).toBe(303);
    const token = await tokenTo(person.email, 'Confirm your address');
    expect((await call(app, { method: 'POST', path: '/api/v1/auth/verify-email', body: { token } })).status).toBe(410);
    expect((await call(app, { method: 'POST', path: '/api/v1/auth/login', body })).status).toBe(401);
  });

  it('takes no account over because of its address', async () => {
    const user = await newUser(app);
    const browser = newBrowser(app);
    expect(await codeOf(await browser.signIn(newPerson({ email: user.email })))).toMatch(/^409/);
    expect(browser.ours.has('__Host-linkflow-refresh')).toBe(false);
  });

  it('says so where the person breaks off, the provider is unknown, or away', async () => {
    const browser = newBrowser(app);
    expect(await codeOf(await browser.get(await browser.consent(await browser.begin(), 'cancel')))).toMatch(/^403/);
    expect(await codeOf(await browser.get('/auth/sign-in/nobody'))).toMatch(/^404/);
    expect(await codeOf(await browser.get('/auth/sign-in/gone'))).toMatch(/^503/);
  });

  it('lets no suspended user in', async () => {
    const person = newPerson();
    await newBrowser(app).signIn(person);
    await suspend(person.email);
    expect(await codeOf(await newBrowser(app).signIn(person))).toMatch(/^401/);
  });
});

describe('attacks on signing in with a provider', () => {
  it.each(['cross-site', 'same-site'])('asks first whom a %s page has led here, and begins nothing', async (site) => {
    const path = 'https://flows.test/auth/sign-in/corp?return_to=/a?b="c';
    const led = await app.request(path, { headers: { 'sec-fetch-site': site } });
    expect([led.status, led.headers.getSetCookie(), led.headers.get('location')]).toEqual([200, [], null]);
    const [, href = ''] = (await led.text()).match(/href="([^"]*)"/) ?? [];
    const own = await app.request(`https://flows.test${href}`, { headers: { 'sec-fetch-site': 'same-origin' } });
    expect(own.status).toBe(303);
  });

  const NOT_BEGUN = /^400/;

  it('lets nobody end in one browser what another began', async () => {
    const [victim, attacker] = [newBrowser(app), newBrowser(app)];
    await victim.begin();
    const callback = await attacker.consent(await attacker.begin(), hintOf(newPerson()));
    expect(await codeOf(await victim.get(callback))).toMatch(NOT_BEGUN);
    expect(await codeOf(await newBrowser(app).get(callback))).toMatch(NOT_BEGUN);
    expect(victim.ours.has('__Host-linkflow-refresh')).toBe(false);
  });

  it('takes a callback once', async () => {
    const browser = newBrowser(app);
    const callback = await browser.consent(await browser.begin(), hintOf(newPerson()));
    expect((await browser.get(callback)).status).toBe(303);
    expect(await codeOf(await browser.get(callback))).toMatch(NOT_BEGUN);
  });

  it('takes no code of another attempt, even with the right state', async () => {
    const browser = newBrowser(app);
    const stolen = new URLSearchParams(
      (await browser.consent(await browser.begin(), hintOf(newPerson()))).split('?')[1],
    );
    const own = new URLSearchParams((await browser.consent(await browser.begin(), hintOf(newPerson()))).split('?')[1]);
    own.set('code', stolen.get('code') ?? '');
    expect(await codeOf(await browser.get(`/auth/callback/corp?${own}`))).toMatch(/^400/);
  });

  it.each([
    ['another issuer', (query: URLSearchParams) => query.set('iss', 'https://evil.example')],
    ['no state', (query: URLSearchParams) => query.delete('state')],
    ['a wrong state', (query: URLSearchParams) => query.set('state', 'x')],
    ['two states', (query: URLSearchParams) => query.append('state', 'x')],
    ['a wrong code', (query: URLSearchParams) => query.set('code', 'x')],
    ['no code', (query: URLSearchParams) => query.delete('code')],
  ])('refuses a callback with %s', async (_, spoil) => {
    const browser = newBrowser(app);
    const [path, query] = (await browser.consent(await browser.begin(), hintOf(newPerson()))).split('?');
    const parameters = new URLSearchParams(query);
    spoil(parameters);
    expect(await codeOf(await browser.get(`${path}?${parameters}`))).toMatch(/^400/);
  });

  it('refuses the callback of one provider at another', async () => {
    const browser = newBrowser(app);
    const callback = await browser.consent(await browser.begin('corp'), hintOf(newPerson()));
    expect(await codeOf(await browser.get(callback.replace('/corp', '/other')))).toMatch(NOT_BEGUN);
  });

  it('takes no cookie that it did not seal, and none that is over', async () => {
    let now = Date.now();
    const later = appWithProviders({ now: () => now });
    const browser = newBrowser(later);
    const callback = await browser.consent(await browser.begin(), hintOf(newPerson()));
    const forged = await later.request(`https://flows.test${callback}`, {
      headers: { cookie: '__Host-linkflow-sign-in=v1.AAAA.AAAA' },
    });
    expect(await codeOf(forged)).toMatch(NOT_BEGUN);
    now += 10 * 60 * 1000;
    expect(await codeOf(await browser.get(callback))).toMatch(NOT_BEGUN);
  });

  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/%09/evil',
    'javascript:alert(1)',
    '/\t/evil',
  ])('does not lead to %j at the end', async (target) => {
    const landed = await newBrowser(app).signIn(newPerson(), { query: `?return_to=${encodeURIComponent(target)}` });
    const location = new URL(landed.headers.get('location') ?? '', 'https://flows.test');
    expect(location.origin).toBe('https://flows.test');
  });

  it('puts no token into any address, and its cookies where no script and no other site gets them', async () => {
    const browser = newBrowser(app);
    const answer = await browser.signIn(newPerson());
    expect(answer.headers.get('location')).toBe('/');
    for (const cookie of answer.headers.getSetCookie()) {
      expect(cookie).toMatch(/^__Host-linkflow-/);
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; Secure/);
      expect(cookie).toMatch(/; SameSite=Lax/);
    }
  });
});

describe('linking a provider to an account', () => {
  async function linked(person: Person, between: (user: User) => Promise<unknown> = async () => {}) {
    const user = await newUser(app);
    const browser = newBrowser(app);
    const begun = await browser.post(
      '/api/v1/users/me/identities',
      { provider: 'corp', return_to: '/settings' },
      { ...user.bearer },
    );
    const { authorization_url } = z.object({ authorization_url: z.string() }).parse(await begun.json());
    const callback = await browser.consent(authorization_url, hintOf(person));
    await between(user);
    const answer = await browser.get(callback);
    const list = () => call(app, { method: 'GET', path: '/api/v1/users/me/identities' }, user.bearer);
    return { user, browser, answer, list };
  }

  it('works after a login, whatever the address, and leads in from then on', async () => {
    const person = newPerson();
    const { user, answer, list, browser } = await linked(person);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/settings']);
    expect(browser.ours.has('__Host-linkflow-refresh')).toBe(false);
    expect((await list()).body).toMatchObject({ data: [{ provider: 'corp', email: person.email }] });
    const other = newBrowser(app);
    await other.signIn(person);
    expect((await whoIs(other)).me).toMatchObject({ id: user.user.id });
  });

  it('takes no identity of somebody else, and none without a verified address', async () => {
    const person = newPerson();
    await newBrowser(app).signIn(person);
    expect(await codeOf((await linked(person)).answer)).toMatch(/^409/);
    expect(await codeOf((await linked(newPerson({ verified: false }))).answer)).toMatch(/^403/);
  });

  it.each([
    ['logged out', (user: User) => call(app, { method: 'POST', path: '/api/v1/auth/logout' }, user.bearer)],
    ['was suspended', (user: User) => suspend(user.email)],
    [
      'got another password',
      async ({ email }: User) => {
        await call(app, { method: 'POST', path: '/api/v1/auth/password/forgot', body: { email } });
        const body = { token: await tokenTo(email, 'new password'), password: 'staple battery horse' };
        await call(app, { method: 'POST', path: '/api/v1/auth/password/reset', body });
      },
    ],
  ])('links nothing, if whoever began %s since', async (_name, between) => {
    const person = newPerson();
    const { answer, user } = await linked(person, between);
    expect(await codeOf(answer)).toMatch(/^403/);
    const rows = await testDatabase().sql.query('SELECT 1 FROM user_identities WHERE user_id = $1::uuid', [
      user.user.id,
    ]);
    expect(rows).toEqual([]);
  });

  it('wants a fresh proof, and a login', async () => {
    let now = Date.now();
    const later = appWithProviders({ now: () => now });
    const user = await newUser(later);
    const request = { method: 'POST', path: '/api/v1/users/me/identities', body: { provider: 'corp', return_to: '/' } };
    expect((await call(later, request)).status).toBe(401);
    now += 11 * 60 * 1000;
    expect((await call(later, request, user.bearer)).body).toMatchObject({ code: 'auth.step_up_required' });
  });

  it('is undone, unless nothing else leads in', async () => {
    const { user, list } = await linked(newPerson());
    const [identity] = Object((await list()).body).data;
    const remove = { method: 'DELETE', path: `/api/v1/users/me/identities/${identity.id}` };
    const stranger = await newUser(app);
    expect((await call(app, remove, stranger.bearer)).status).toBe(404);
    expect((await call(app, remove, user.bearer)).status).toBe(204);
    expect((await call(app, remove, user.bearer)).status).toBe(404);
    const browser = newBrowser(app);
    await browser.signIn(newPerson());
    const { bearer } = await whoIs(browser);
    const only = Object((await call(app, { method: 'GET', path: '/api/v1/users/me/identities' }, bearer)).body).data[0];
    const last = { method: 'DELETE', path: `/api/v1/users/me/identities/${only.id}` };
    const refused = await call(app, last, bearer);
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'accounts.last_way_in' }]);
  });
});

it('lists the providers without their secrets', async () => {
  const { body } = await call(app, { method: 'GET', path: '/api/v1/auth/providers' });
  expect(body).toMatchObject({ data: [{ id: 'corp', name: 'Corp', sign_in_path: '/auth/sign-in/corp' }, {}, {}] });
  expect(JSON.stringify(body)).not.toContain('secret');
});
