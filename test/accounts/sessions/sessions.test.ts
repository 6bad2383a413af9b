import { env } from 'cloudflare:workers';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sessions, users } from '../../../src/accounts/accounts.table.ts';
import { sessionSchema } from '../../../src/accounts/sessions/sessions.schemas.ts';
import { auditLogs } from '../../../src/audit/audit.table.ts';
import { sessionOfRefreshToken } from '../../../src/security/refresh-tokens.ts';
import { createAccessTokens } from '../../../src/security/tokens.ts';
import { pageSchema } from '../../../src/shared/pagination.ts';
import { bearerOf, call, type Headers, logIn, newUser } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const app = testApp();
const path = '/api/v1/users/me/sessions';

async function list(headers: Headers, query = '') {
  const response = await call(app, { method: 'GET', path: `${path}${query}` }, headers);
  return pageSchema(sessionSchema).parse(response.body);
}

async function statusOf(headers: Headers): Promise<number> {
  return (await call(app, { method: 'GET', path: '/api/v1/users/me' }, headers)).status;
}

function idOf({ tokens }: { tokens: { refresh_token: string } }): string {
  return sessionOfRefreshToken(tokens.refresh_token) ?? '';
}

/** A user who is signed in twice. */
async function signedInTwice() {
  const here = await newUser(app);
  const there = await logIn(app, here.email);
  return { ...here, here: here.bearer, there: bearerOf(there.tokens.access_token), thereId: idOf(there) };
}

describe('GET /users/me/sessions', () => {
  it('lists where the user is signed in, newest first, and says which is the present one', async () => {
    const { here, thereId, ...user } = await signedInTwice();
    const { data } = await list(here);
    expect(data.map(({ id, current }) => [id, current])).toEqual([
      [thereId, false],
      [idOf(user), true],
    ]);
  });

  it('tells address and agent, and those of the last refresh', async () => {
    const { email } = await newUser(app);
    const headers = { 'cf-connecting-ip': '198.51.100.7', 'user-agent': 'Tester/1.0' };
    const body = { email, password: 'correct horse battery' };
    const opened = await call(app, { method: 'POST', path: '/api/v1/auth/login', body }, headers);
    const { tokens } = z
      .object({ tokens: z.object({ access_token: z.string(), refresh_token: z.string() }) })
      .parse(opened.body);
    const bearer = bearerOf(tokens.access_token);
    expect((await list(bearer)).data[0]).toMatchObject({ ip_address: '198.51.100.7', user_agent: 'Tester/1.0' });
    await call(
      app,
      { method: 'POST', path: '/api/v1/auth/refresh', body: { refresh_token: tokens.refresh_token } },
      { 'cf-connecting-ip': '2001:db8::1', 'user-agent': 'Tester/2.0' },
    );
    expect((await list(bearer)).data[0]).toMatchObject({ ip_address: '2001:db8::1', user_agent: 'Tester/2.0' });
  });

  it('goes page by page', async () => {
    const { here, thereId } = await signedInTwice();
    const first = await list(here, '?limit=1');
    expect(first).toMatchObject({ data: [{ id: thereId }], has_more: true });
    const second = await list(here, `?limit=1&cursor=${first.next_cursor}`);
    expect(second).toMatchObject({ data: [{ current: true }], has_more: false });
  });

  it('has no secrets, and nothing of others', async () => {
    const [mine, theirs] = [await newUser(app), await newUser(app)];
    const { data } = await list(mine.bearer);
    expect(data.map(({ id }) => id)).toEqual([idOf(mine)]);
    expect(JSON.stringify(data)).not.toContain(idOf(theirs));
    expect(Object.keys(data[0] ?? {}).filter((name) => /hash|token/.test(name))).toEqual([]);
  });

  it('takes no cursor of another user', async () => {
    const mine = await signedInTwice();
    const { next_cursor } = await list(mine.here, '?limit=1');
    const other = await newUser(app);
    const stolen = await call(app, { method: 'GET', path: `${path}?cursor=${next_cursor}` }, other.bearer);
    expect(stolen).toMatchObject({ status: 400, body: { code: 'cursor.invalid' } });
  });
});

describe('the last use of a session', () => {
  it('is written at most once a minute', async () => {
    const start = Date.now();
    let now = start;
    const timed = testApp({ now: () => now });
    const { bearer, user } = await newUser(timed);
    const lastUse = async (after: number) => {
      now = start + after;
      await call(timed, { method: 'GET', path: '/api/v1/users/me' }, bearer);
      const [row] = await testDatabase().orm.select().from(sessions).where(eq(sessions.user_id, user.id));
      return (row?.last_used_at?.getTime() ?? 0) - start;
    };
    expect(await lastUse(60_000)).toBe(0);
    expect(await lastUse(60_001)).toBe(60_001);
    expect(await lastUse(90_000)).toBe(60_001);
  });
});

describe('DELETE /users/me/sessions/{session_id}', () => {
  it('ends a session from the next request on, and writes it down', async () => {
    const { here, there, thereId, user } = await signedInTwice();
    expect((await call(app, { method: 'DELETE', path: `${path}/${thereId}` }, here)).status).toBe(204);
    expect([await statusOf(here), await statusOf(there)]).toEqual([200, 401]);
    const told = and(eq(auditLogs.user_id, user.id), eq(auditLogs.action, 'sessions.ended'));
    expect(await testDatabase().orm.select().from(auditLogs).where(told)).toMatchObject([{ target_id: thereId }]);
  });

  it('ends nobody else’s, and does not tell whether there is one', async () => {
    const [mine, theirs] = [await newUser(app), await newUser(app)];
    for (const id of [idOf(theirs), '019a0000-0000-7000-8000-000000000001']) {
      const refused = await call(app, { method: 'DELETE', path: `${path}/${id}` }, mine.bearer);
      expect(refused).toMatchObject({ status: 404, body: { code: 'sessions.not_found' } });
    }
    expect(await statusOf(theirs.bearer)).toBe(200);
  });

  it('ends a session once', async () => {
    const { here, thereId } = await signedInTwice();
    const request = { method: 'DELETE', path: `${path}/${thereId}` };
    const both = await Promise.all([call(app, request, here), call(app, request, here)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404]);
  });
});

describe('POST /auth/logout-all', () => {
  const request = { method: 'POST', path: '/api/v1/auth/logout-all' };

  it('ends all sessions of the user, and of nobody else', async () => {
    const { here, there } = await signedInTwice();
    const other = await newUser(app);
    expect((await call(app, request, here)).status).toBe(204);
    expect([await statusOf(here), await statusOf(there), await statusOf(other.bearer)]).toEqual([401, 401, 200]);
  });

  it('keeps the present one where that is asked for', async () => {
    const { here, there } = await signedInTwice();
    expect((await call(app, { ...request, body: { keep_current: true } }, here)).status).toBe(204);
    expect([await statusOf(here), await statusOf(there)]).toEqual([200, 401]);
  });

  it('refuses what it does not know', async () => {
    const { bearer } = await newUser(app);
    for (const body of [{ keep: true }, { keep_current: 'yes' }, []]) {
      expect((await call(app, { ...request, body }, bearer)).status).toBe(400);
    }
    expect(await statusOf(bearer)).toBe(200);
  });
});

describe('a session', () => {
  let tokens: ReturnType<typeof createAccessTokens>;

  beforeAll(() => {
    tokens = createAccessTokens(env.JWT_SECRET);
  });

  it('serves no token that names another user with it', async () => {
    const [mine, theirs] = [await newUser(app), await newUser(app)];
    for (const [userId, sessionId] of [
      [theirs.user.id, idOf(mine)],
      [mine.user.id, idOf(theirs)],
    ] as const) {
      expect(await statusOf(bearerOf(await tokens.sign({ userId, sessionId }, Date.now())))).toBe(401);
    }
    const own = await tokens.sign({ userId: mine.user.id, sessionId: idOf(mine) }, Date.now());
    expect(await statusOf(bearerOf(own))).toBe(200);
  });

  it('ends with its time, whatever its access token says', async () => {
    const { bearer, user } = await newUser(app);
    await testDatabase()
      .orm.update(sessions)
      .set({ expires_at: new Date(Date.now() - 1) })
      .where(eq(sessions.user_id, user.id));
    expect(await statusOf(bearer)).toBe(401);
  });

  it('is opened for nobody who is suspended while they sign in', async () => {
    const { user, email } = await newUser(app);
    await testDatabase().orm.update(users).set({ status: 'suspended' }).where(eq(users.id, user.id));
    const body = { email, password: 'correct horse battery' };
    const refused = await call(app, { method: 'POST', path: '/api/v1/auth/login', body });
    expect(refused).toMatchObject({ status: 401, body: { code: 'auth.wrong_credentials' } });
  });
});
