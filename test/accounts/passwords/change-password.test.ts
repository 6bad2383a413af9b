import { describe, expect, it } from 'vitest';
import { ATTEMPT_LIMITS } from '../../../src/attempts/attempt-limits.ts';
import { mailsTo } from '../../support/accounts/account-mail.ts';
import { bearerOf, logIn, newUser, PASSWORD } from '../../support/api-client.ts';
import { app, me, NEW, post, statusOfLogin } from './password-calls.ts';

describe('POST /users/me/password', () => {
  it('changes it, ends the other sessions and keeps this one, and tells by mail', async () => {
    const { email, bearer } = await newUser(app);
    const other = await logIn(app, email);
    const body = { current_password: PASSWORD, new_password: NEW };
    expect((await post('users/me/password', body, bearer)).status).toBe(204);
    expect((await me(bearer)).status).toBe(200);
    expect((await me(bearerOf(other.tokens.access_token))).status).toBe(401);
    expect((await post('auth/refresh', { refresh_token: other.tokens.refresh_token })).status).toBe(401);
    expect([await statusOfLogin(email, PASSWORD), await statusOfLogin(email, NEW)]).toEqual([401, 200]);
    expect((await mailsTo(email))[0]).toMatchObject({ subject: 'Your password was changed' });
  });

  it('refuses whoever does not know the present one, or has no session', async () => {
    const { bearer, email } = await newUser(app);
    const body = { current_password: 'not that one', new_password: NEW };
    expect(await post('users/me/password', body, bearer)).toMatchObject({
      status: 403,
      body: { code: 'auth.wrong_password' },
    });
    expect((await post('users/me/password', { ...body, current_password: PASSWORD })).status).toBe(401);
    expect(await statusOfLogin(email, PASSWORD)).toBe(200);
  });

  it('refuses a password that is tried first', async () => {
    const { bearer, email } = await newUser(app);
    for (const new_password of ['iloveyou1', email]) {
      expect((await post('users/me/password', { current_password: PASSWORD, new_password }, bearer)).status).toBe(422);
    }
  });

  it('lets nobody guess without end', async () => {
    const { bearer } = await newUser(app);
    const body = { current_password: 'not that one', new_password: NEW };
    const { max } = ATTEMPT_LIMITS['password.change'];
    const statuses: number[] = [];
    for (let count = 0; count <= max; count += 1) statuses.push((await post('users/me/password', body, bearer)).status);
    expect(statuses).toEqual([...Array.from({ length: max }, () => 403), 429]);
    const right = await post('users/me/password', { ...body, current_password: PASSWORD }, bearer);
    expect(right).toMatchObject({ status: 429, body: { code: 'auth.too_many_attempts' } });
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('lets one of many win who change it at once', async () => {
    const { bearer, email } = await newUser(app);
    const wishes = [1, 2, 3, 4].map((number) => `${NEW} ${number}`);
    const answers = await Promise.all(
      wishes.map((new_password) => post('users/me/password', { current_password: PASSWORD, new_password }, bearer)),
    );
    const won = wishes.filter((_wish, index) => answers[index]?.status === 204);
    expect(won).toHaveLength(1);
    expect(await statusOfLogin(email, won[0] ?? '')).toBe(200);
  });
});
