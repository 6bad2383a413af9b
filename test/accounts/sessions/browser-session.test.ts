import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sessions } from '../../../src/accounts/accounts.table.ts';
import { bearerOf, call, type Headers, newUser, PASSWORD } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const app = testApp();
/** The origin of requests without a host of their own in tests. */
const ORIGIN = 'http://localhost';
const PAGE = { origin: ORIGIN, 'sec-fetch-site': 'same-origin' };
const cookieAnswer = z.object({
  tokens: z.strictObject({ token_type: z.string(), access_token: z.string(), expires_in: z.number() }),
});

function post(path: string, body: unknown, headers: Headers = PAGE) {
  return call(app, { method: 'POST', path: `/api/v1/auth/${path}`, body }, headers);
}

/** A user whose browser has a session, and the header that it sends along. */
async function inBrowser() {
  const user = await newUser(app);
  const answer = await post('login', { email: user.email, password: PASSWORD, session: 'cookie' });
  const [set = ''] = answer.headers.getSetCookie();
  return { user, answer, set, cookie: set.split(';')[0] ?? '' };
}

function sessionsOf(userId: string): Promise<number> {
  return testDatabase().orm.$count(sessions, eq(sessions.user_id, userId));
}

describe('a browser session', () => {
  it('has its refresh token in a cookie that no script and no other host can reach, and nowhere else', async () => {
    const { answer, set } = await inBrowser();
    expect(answer.status).toBe(200);
    expect(cookieAnswer.parse(answer.body)).toBeDefined();
    const [pair = '', ...attributes] = set.split('; ');
    expect(pair).toMatch(/^__Host-linkflow-refresh=lfr\.[\w.-]+$/);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure']);
  });

  it('begins with a registration, too', async () => {
    const email = `cookie-${crypto.randomUUID()}@example.com`;
    const answer = await post('register', { email, password: PASSWORD, session: 'cookie' });
    expect(answer.status).toBe(201);
    expect(cookieAnswer.parse(answer.body)).toBeDefined();
    expect(answer.headers.getSetCookie()).toHaveLength(1);
  });

  it('ends when the browser signs in anew, as whoever it is, and no other one does', async () => {
    const { user, cookie } = await inBrowser();
    const elsewhere = await post('login', { email: user.email, password: PASSWORD, session: 'cookie' });
    const another = await newUser(app);
    const again = await post(
      'login',
      { email: another.email, password: PASSWORD, session: 'cookie' },
      { ...PAGE, cookie },
    );
    expect(again.status).toBe(200);
    expect((await post('refresh', { session: 'cookie' }, { ...PAGE, cookie })).status).toBe(401);
    for (const answer of [elsewhere, again]) {
      const [set = ''] = answer.headers.getSetCookie();
      const goesOn = await post('refresh', { session: 'cookie' }, { ...PAGE, cookie: set.split(';')[0] ?? '' });
      expect(goesOn.status).toBe(200);
    }
  });

  it('is ended by no sign-in that brings a token which was never issued, or that fails', async () => {
    const { user, cookie } = await inBrowser();
    const forged = `${cookie.slice(0, -4)}AAAA`;
    const login = { email: user.email, password: PASSWORD, session: 'cookie' };
    expect((await post('login', login, { ...PAGE, cookie: forged })).status).toBe(200);
    expect((await post('login', { ...login, password: 'wrong horse' }, { ...PAGE, cookie })).status).toBe(401);
    expect((await post('refresh', { session: 'cookie' }, { ...PAGE, cookie })).status).toBe(200);
  });

  it('goes on by its cookie, which is replaced', async () => {
    const { cookie } = await inBrowser();
    const refreshed = await post('refresh', { session: 'cookie' }, { ...PAGE, cookie });
    expect(refreshed.status).toBe(200);
    const { tokens } = cookieAnswer.parse(refreshed.body);
    const [next = ''] = refreshed.headers.getSetCookie();
    expect(next.split(';')[0]).not.toBe(cookie);
    const me = await call(app, { method: 'GET', path: '/api/v1/users/me' }, bearerOf(tokens.access_token));
    expect(me.status).toBe(200);
  });

  it('gives two tabs that refresh at once the same cookie', async () => {
    const { cookie } = await inBrowser();
    const tabs = await Promise.all([1, 2].map(() => post('refresh', { session: 'cookie' }, { ...PAGE, cookie })));
    expect(tabs.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(tabs.map(({ headers }) => headers.getSetCookie()[0])).size).toBe(1);
  });

  it('is no way in by itself: the API takes no cookie', async () => {
    const { cookie } = await inBrowser();
    expect((await call(app, { method: 'GET', path: '/api/v1/users/me' }, { ...PAGE, cookie })).status).toBe(401);
    expect((await post('logout', undefined, { ...PAGE, cookie })).status).toBe(401);
  });

  it('ends with a log-out, and so does the cookie', async () => {
    const { answer, cookie } = await inBrowser();
    const { tokens } = cookieAnswer.parse(answer.body);
    const out = await post('logout', undefined, { ...PAGE, cookie, ...bearerOf(tokens.access_token) });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-linkflow-refresh=; Max-Age=0; Path=\/; HttpOnly; Secure/);
    expect((await post('refresh', { session: 'cookie' }, { ...PAGE, cookie })).status).toBe(401);
  });
});

describe('whoever asks for a cookie, or brings one', () => {
  it.each<[string, Headers]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['the same host by another port', { origin: 'http://localhost:8788' }],
    ['the same host by another scheme', { origin: 'https://localhost' }],
    ['a host that begins with ours', { origin: 'http://localhost.evil.example' }],
    ['our origin with more behind it', { origin: 'http://localhost/' }],
    ['a sandbox', { origin: 'null' }],
    ['nobody knows where', {}],
    ['a sibling host, as the browser says', { origin: ORIGIN, 'sec-fetch-site': 'same-site' }],
    ['elsewhere, as the browser says', { origin: ORIGIN, 'sec-fetch-site': 'cross-site' }],
    ['the address bar', { origin: ORIGIN, 'sec-fetch-site': 'none' }],
    ['a referrer alone', { referer: `${ORIGIN}/` }],
  ])('is refused from %s, before anything is done', async (_name, headers) => {
    const { user, cookie } = await inBrowser();
    const before = await sessionsOf(user.user.id);
    const refused = { status: 403, body: { code: 'auth.wrong_origin' } };
    const credentials = { email: user.email, password: PASSWORD, session: 'cookie' };
    expect(await post('login', credentials, headers)).toMatchObject(refused);
    const email = `refused-${crypto.randomUUID()}@example.com`;
    expect(await post('register', { ...credentials, email }, headers)).toMatchObject(refused);
    const refresh = await post('refresh', { session: 'cookie' }, { ...headers, cookie });
    expect(refresh).toMatchObject(refused);
    expect(refresh.headers.getSetCookie()).toEqual([]);
    expect(await sessionsOf(user.user.id)).toBe(before);
    expect((await post('refresh', { session: 'cookie' }, { ...PAGE, cookie })).status).toBe(200);
  });

  it('may be a page of the public address, which a proxy serves', async () => {
    const behind = testApp({ env: { PUBLIC_URL: 'https://flows.example.com/' } });
    const { email } = await newUser(app);
    const body = { email, password: PASSWORD, session: 'cookie' };
    const headers = { origin: 'https://flows.example.com', 'sec-fetch-site': 'same-origin' };
    expect((await call(behind, { method: 'POST', path: '/api/v1/auth/login', body }, headers)).status).toBe(200);
  });

  it('gets no session by a cookie of another name', async () => {
    const { cookie } = await inBrowser();
    for (const name of ['linkflow-refresh', '__Secure-linkflow-refresh', '__host-linkflow-refresh']) {
      const other = cookie.replace('__Host-linkflow-refresh', name);
      expect((await post('refresh', { session: 'cookie' }, { ...PAGE, cookie: other })).status, name).toBe(401);
    }
  });
});

describe('POST /auth/refresh', () => {
  it('wants a token, or a cookie that is asked for', async () => {
    const { cookie } = await inBrowser();
    for (const body of [{}, { session: 'tokens' }, { session: 'other' }, { refresh_token: '', session: 'cookie' }]) {
      expect((await post('refresh', body, { ...PAGE, cookie })).status, JSON.stringify(body)).toBe(400);
    }
  });

  it('gives no token in its answer to who brings a cookie', async () => {
    const { cookie } = await inBrowser();
    const answer = await post('refresh', { session: 'cookie' }, { ...PAGE, cookie });
    expect(JSON.stringify(answer.body)).not.toContain('lfr.');
  });
});
