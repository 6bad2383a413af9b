import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { sessions } from '../../src/accounts/accounts.table.ts';
import { ATTEMPT_LIMITS } from '../../src/attempts/attempt-limits.ts';
import { bearerOf, call, type Headers, logIn, newUser, PASSWORD } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';

const app = testApp();
const { orm } = testDatabase();
const RIGHT = { method: 'password', password: PASSWORD };

function stepUp(body: unknown, headers: Headers = {}) {
  return call(app, { method: 'POST', path: '/api/v1/auth/step-up', body }, headers);
}

function proofs(userId: string) {
  return orm.select().from(sessions).where(eq(sessions.user_id, userId)).orderBy(sessions.created_at);
}

describe('POST /auth/step-up', () => {
  it('confirms the session that asks, and no other', async () => {
    const { bearer, user, email } = await newUser(app);
    await logIn(app, email);
    await orm
      .update(sessions)
      .set({ confirmed_at: new Date(0) })
      .where(eq(sessions.user_id, user.id));
    const answer = await stepUp(RIGHT, bearer);
    expect(answer).toMatchObject({ status: 200, body: { confirmed_until: expect.any(String) } });
    const [first, second] = await proofs(user.id);
    expect(first?.confirmed_at?.getTime()).toBeGreaterThan(0);
    expect(second?.confirmed_at?.getTime()).toBe(0);
  });

  it('refuses a wrong password, another user’s, and whoever has no session', async () => {
    const [{ bearer }, other] = [await newUser(app), await newUser(app)];
    const wrong = await stepUp({ ...RIGHT, password: 'not that one' }, bearer);
    expect(wrong).toMatchObject({ status: 403, body: { code: 'auth.wrong_password' } });
    expect((await stepUp(RIGHT)).status).toBe(401);
    await call(app, { method: 'POST', path: '/api/v1/auth/logout' }, other.bearer);
    expect((await stepUp(RIGHT, bearerOf(other.tokens.access_token))).status).toBe(401);
  });

  it.each([{}, { password: PASSWORD }, { method: 'none', password: PASSWORD }, { ...RIGHT, user_id: 'x' }])(
    'refuses %j',
    async (body) => {
      const { bearer } = await newUser(app);
      expect((await stepUp(body, bearer)).status).toBe(400);
    },
  );

  it('lets nobody guess without end', async () => {
    const { bearer } = await newUser(app);
    const { max } = ATTEMPT_LIMITS.step_up;
    for (let count = 0; count < max; count += 1) await stepUp({ ...RIGHT, password: 'not that one' }, bearer);
    expect(await stepUp(RIGHT, bearer)).toMatchObject({ status: 429, body: { code: 'auth.too_many_attempts' } });
  });
});
