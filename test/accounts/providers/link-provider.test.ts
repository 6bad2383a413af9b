import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tokenTo } from '../../support/accounts/account-mail.ts';
import { call, newUser } from '../../support/api-client.ts';
import { testDatabase } from '../../support/test-database.ts';
import { appWithProviders, hintOf, newBrowser, type Person } from './browser.ts';
import { codeOf, newPerson, suspend, whoIs } from './people.ts';

type User = Awaited<ReturnType<typeof newUser>>;

const app = appWithProviders();

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
    expect((await whoIs(app, other)).me).toMatchObject({ id: user.user.id });
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
    const { bearer } = await whoIs(app, browser);
    const only = Object((await call(app, { method: 'GET', path: '/api/v1/users/me/identities' }, bearer)).body).data[0];
    const last = { method: 'DELETE', path: `/api/v1/users/me/identities/${only.id}` };
    const refused = await call(app, last, bearer);
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'accounts.last_way_in' }]);
  });
});
