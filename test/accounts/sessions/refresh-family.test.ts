import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { sessions } from '../../../src/accounts/accounts.table.ts';
import { auditLogs } from '../../../src/audit/audit.table.ts';
import type { App } from '../../../src/http/app-types.ts';
import { sessionOfRefreshToken } from '../../../src/security/refresh-tokens.ts';
import { bearerOf, call, newUser, readTokens } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';

/** An app whose clock is moved by hand, and a user who is signed in there. */
async function family() {
  let now = Date.now();
  const app = testApp({ now: () => now });
  const user = await newUser(app);
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { app, user, first: user.tokens.refresh_token, pass };
}

function refresh(app: App, refresh_token: string) {
  return call(app, { method: 'POST', path: '/api/v1/auth/refresh', body: { refresh_token } });
}

async function next(app: App, refreshToken: string) {
  return readTokens((await refresh(app, refreshToken)).body);
}

async function isAlive(app: App, accessToken: string): Promise<boolean> {
  return (await call(app, { method: 'GET', path: '/api/v1/users/me' }, bearerOf(accessToken))).status === 200;
}

describe('a refresh token', () => {
  it('brings the same successor to twenty who use it at once, and good access tokens to all', async () => {
    const { app, first } = await family();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(app, first)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const tokens = answers.map(({ body }) => readTokens(body));
    expect(new Set(tokens.map((pair) => pair.refresh_token)).size).toBe(1);
    expect(await Promise.all(tokens.map((pair) => isAlive(app, pair.access_token)))).not.toContain(false);
    const [{ refresh_token = '' } = {}] = tokens;
    expect((await refresh(app, refresh_token)).status).toBe(200);
  });

  it('brings its successor for ten seconds, and the family ends when it comes after that', async () => {
    const { app, first, pass } = await family();
    const successor = await next(app, first);
    pass(9_999);
    expect((await next(app, first)).refresh_token).toBe(successor.refresh_token);
    pass(1);
    expect(await refresh(app, first)).toMatchObject({ status: 401, body: { code: 'auth.refresh_token_invalid' } });
    expect(await isAlive(app, successor.access_token)).toBe(false);
    expect((await refresh(app, successor.refresh_token)).status).toBe(401);
  });

  it('is not spared once its successor was used, however soon', async () => {
    const { app, first } = await family();
    const second = await next(app, first);
    const third = await next(app, second.refresh_token);
    expect((await refresh(app, first)).status).toBe(401);
    expect(await isAlive(app, third.access_token)).toBe(false);
  });

  it('shows a thief who was quick as soon as either of the two goes on', async () => {
    const { app, first, pass } = await family();
    const owner = await next(app, first);
    const thief = await next(app, first);
    pass(15 * 60 * 1000);
    const goesOn = await next(app, thief.refresh_token);
    pass(10_000);
    expect((await refresh(app, owner.refresh_token)).status).toBe(401);
    expect(await isAlive(app, goesOn.access_token)).toBe(false);
  });

  it('brings nothing within ten seconds of a log-out', async () => {
    const { app, user, first } = await family();
    await next(app, first);
    await call(app, { method: 'POST', path: '/api/v1/auth/logout' }, user.bearer);
    expect((await refresh(app, first)).status).toBe(401);
  });

  it('is stored nowhere, nor is its successor', async () => {
    const { app, user, first } = await family();
    const successor = await next(app, first);
    const rows = await testDatabase().orm.select().from(sessions).where(eq(sessions.user_id, user.user.id));
    const stored = JSON.stringify(rows);
    for (const token of [first, successor.refresh_token]) {
      expect(stored).not.toContain(token);
      expect(stored).not.toContain(token.slice(-43));
    }
  });

  it('leaves a trace in the audit log when it is used again', async () => {
    const { app, user, first, pass } = await family();
    await next(app, first);
    pass(10_000);
    await refresh(app, first);
    const [entry] = await testDatabase()
      .orm.select()
      .from(auditLogs)
      .where(and(eq(auditLogs.user_id, user.user.id), eq(auditLogs.action, 'sessions.reuse_detected')));
    expect(entry).toMatchObject({ workspace_id: null, target_id: sessionOfRefreshToken(first) });
    expect(JSON.stringify(entry)).not.toContain(first);
  });

  it('ends its family once, though twenty bring it late', async () => {
    const { app, user, first, pass } = await family();
    await next(app, first);
    pass(10_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(app, first)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    const told = and(eq(auditLogs.user_id, user.user.id), eq(auditLogs.action, 'sessions.reuse_detected'));
    expect(await testDatabase().orm.$count(auditLogs, told)).toBe(1);
  });
});
