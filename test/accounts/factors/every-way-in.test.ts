import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tokenTo } from '../../support/accounts/account-mail.ts';
import { codeAt, post, proposeTotp, STEP_MS } from '../../support/accounts/factors.ts';
import { readTokens } from '../../support/api-client.ts';
import { testDatabase } from '../../support/test-database.ts';
import { appWithProviders, newBrowser, type Person } from '../providers/browser.ts';
import { newPerson, whoIs } from '../providers/people.ts';

const PASSWORD = 'staple battery horse';
const COOKIE = '__Host-linkflow-refresh';
const clock = { now: Date.now() };
const app = appWithProviders({ now: () => clock.now, env: { REGISTRATION: 'open' } });
const ticketed = z.object({ factor_required: z.literal(true), ticket: z.string() });

let person: Person;
let userId: string;
let secret: string;
let browser: ReturnType<typeof newBrowser>;

async function setPassword(password: string): Promise<number> {
  await post(app, '/auth/password/forgot', { email: person.email });
  const token = await tokenTo(person.email, 'new password');
  return (await post(app, '/auth/password/reset', { token, password })).status;
}

/** The factors of the sessions that live. */
async function sessions(): Promise<unknown[]> {
  const text = 'SELECT factor FROM sessions WHERE user_id = $1::uuid AND revoked_at IS NULL ORDER BY id';
  return (await testDatabase().sql.query(text, [userId])).map(({ factor }) => factor);
}

/** Somebody with a password, an account at a provider and an authenticator app, who is signed in nowhere. */
beforeEach(async () => {
  clock.now += 10 * STEP_MS;
  person = newPerson();
  const first = newBrowser(app);
  await first.signIn(person);
  const { me } = await whoIs(app, first);
  userId = Object(me).id;
  await setPassword(PASSWORD);
  await first.signIn(person);
  const { bearer } = await whoIs(app, first);
  ({ secret } = await proposeTotp(app, bearer));
  expect((await post(app, '/users/me/factors/totp/confirm', { code: codeAt(secret, clock.now) }, bearer)).status).toBe(
    200,
  );
  await post(app, '/auth/logout-all', undefined, bearer);
  clock.now += STEP_MS;
  browser = newBrowser(app);
});

const login = () => ({ email: person.email, password: PASSWORD });

/** Each gives the ticket for the second step, and whatever else the answer said. */
const WAYS = {
  'email and password': async () => post(app, '/auth/login', login()).then(({ body }) => body),
  'email and password, for a cookie': async () =>
    (await browser.post('/api/v1/auth/login', { ...login(), session: 'cookie' })).json(),
  'a provider': async () => {
    const landed = await browser.signIn(person, { query: '?return_to=/workflows' });
    const { pathname, hash } = new URL(landed.headers.get('location') ?? '', 'https://flows.test');
    const ticket = new URLSearchParams(hash.slice(1)).get('factor_ticket');
    return { factor_required: pathname === '/workflows', ticket };
  },
};

describe('each way of signing in passes the second factor', () => {
  it.each(Object.entries(WAYS))('by %s', async (_way, begin) => {
    const begun = await begin();
    const { ticket } = ticketed.parse(begun);
    expect(JSON.stringify(begun)).not.toContain('token"');
    expect(browser.ours.has(COOKIE)).toBe(false);
    expect(await sessions()).toEqual([]);
    const wrong = await post(app, '/auth/factor', {
      ticket,
      method: 'totp',
      code: codeAt(secret, clock.now + 9 * STEP_MS),
    });
    expect([wrong.status, await sessions()]).toEqual([401, []]);
    const passed = await post(app, '/auth/factor', { ticket, method: 'totp', code: codeAt(secret, clock.now) });
    expect(readTokens(passed.body).access_token).toMatch(/^ey/);
    expect(await sessions()).toEqual(['totp']);
  });

  it('a new password by mail opens none, and the login that follows asks for the factor', async () => {
    expect(await setPassword('another battery horse')).toBe(204);
    expect(await sessions()).toEqual([]);
    const { body } = await post(app, '/auth/login', { email: person.email, password: 'another battery horse' });
    expect(ticketed.safeParse(body).success).toBe(true);
    expect(await sessions()).toEqual([]);
  });

  it('no session of before the factor goes on, by refreshing either', async () => {
    const other = newBrowser(app);
    const { ticket } = ticketed.parse(await WAYS['a provider']());
    await other.post('/api/v1/auth/factor', {
      ticket,
      method: 'totp',
      code: codeAt(secret, clock.now),
      session: 'cookie',
    });
    expect(other.ours.has(COOKIE)).toBe(true);
    expect((await other.post('/api/v1/auth/refresh', { session: 'cookie' })).status).toBe(200);
    expect(await sessions()).toEqual(['totp']);
    expect((await browser.post('/api/v1/auth/refresh', { session: 'cookie' })).status).toBe(401);
  });
});
