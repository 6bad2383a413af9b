import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { sessions, users } from '../../src/accounts/accounts.table.ts';
import { accountLinks } from '../../src/accounts/links/account-links.table.ts';
import { assembleApp } from '../../src/assemble-app.ts';
import { ATTEMPT_LIMITS } from '../../src/attempts/attempt-limits.ts';
import { createDependencies } from '../../src/dependencies.ts';
import { newId } from '../../src/shared/ids.ts';
import { linksTo, mailsTo, tokenTo } from '../support/account-mail.ts';
import { bearerOf, call, type Headers, logIn, newUser, PASSWORD } from '../support/api-client.ts';
import { appWithClock, codeAt, STEP_MS, ticketOf, userWithTotp } from '../support/factors.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';

const app = testApp();
const { orm } = testDatabase();
const NEW = 'staple battery horse';
const MINUTE = 60_000;

function post(path: string, body: unknown, headers: Headers = {}, by = app) {
  return call(by, { method: 'POST', path: `/api/v1/${path}`, body }, headers);
}

function me(bearer: Headers) {
  return call(app, { method: 'GET', path: '/api/v1/users/me' }, bearer);
}

async function statusOfLogin(email: string, password: string): Promise<number> {
  return (await post('auth/login', { email, password })).status;
}

async function forget(email: string): Promise<string> {
  expect((await post('auth/password/forgot', { email })).status).toBe(202);
  return tokenTo(email, 'new password');
}

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

describe('POST /auth/password/forgot', () => {
  it('answers the same, whether or not somebody has the email', async () => {
    const { email } = await newUser(app);
    const known = await post('auth/password/forgot', { email: ` ${email.toUpperCase()}` });
    const unknown = await post('auth/password/forgot', { email: `nobody-${newId(Date.now())}@example.com` });
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect(known.status).toBe(202);
    expect(await linksTo(email, 'new password')).toHaveLength(1);
  });

  it('sends nobody more than a few', async () => {
    const { email } = await newUser(app);
    const nobody = `nobody-${newId(Date.now())}@example.com`;
    const { max } = ATTEMPT_LIMITS['password.forgot'];
    for (const address of [email, nobody]) {
      const statuses: number[] = [];
      for (let count = 0; count <= max; count += 1)
        statuses.push((await post('auth/password/forgot', { email: address })).status);
      expect(statuses).toEqual([...Array.from({ length: max }, () => 202), 429]);
    }
    expect(await linksTo(email, 'new password')).toHaveLength(max);
  });

  it('does nothing for a suspended account', async () => {
    const { email, user } = await newUser(app);
    await orm.update(users).set({ status: 'suspended' }).where(eq(users.id, user.id));
    expect((await post('auth/password/forgot', { email })).status).toBe(202);
    expect(await linksTo(email, 'new password')).toEqual([]);
  });

  it('says 503 where no mail can be sent, to all alike', async () => {
    const silent = testApp({ env: { MAIL_OUTBOX: 'false' } });
    const { email } = await newUser(app);
    for (const address of [email, 'nobody@example.com']) {
      const answer = await post('auth/password/forgot', { email: address }, {}, silent);
      expect(answer).toMatchObject({ status: 503, body: { code: 'mail.not_configured' } });
    }
  });

  it('stores the link as a hash alone, and the mail until it is sent', async () => {
    const { email, user } = await newUser(app);
    const token = await forget(email);
    const rows = await orm.select().from(accountLinks).where(eq(accountLinks.user_id, user.id));
    expect(rows.filter(({ purpose }) => purpose === 'reset_password')).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('POST /auth/password/reset', () => {
  it('sets a new password, ends all sessions and signs nobody in', async () => {
    const { email, bearer, tokens, user } = await newUser(app);
    const answer = await post('auth/password/reset', { token: await forget(email), password: NEW });
    expect(answer).toMatchObject({ status: 204, body: null });
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect((await me(bearer)).status).toBe(401);
    expect((await post('auth/refresh', { refresh_token: tokens.refresh_token })).status).toBe(401);
    expect([await statusOfLogin(email, PASSWORD), await statusOfLogin(email, NEW)]).toEqual([401, 200]);
    const rows = await orm.select().from(sessions).where(eq(sessions.user_id, user.id));
    expect(rows.filter(({ revoked_at }) => revoked_at === null)).toHaveLength(1);
  });

  it('lets one of twenty win who bring the same link', async () => {
    const { email } = await newUser(app);
    const token = await forget(email);
    const wishes = Array.from({ length: 20 }, (_, number) => `${NEW} ${number}`);
    const answers = await Promise.all(wishes.map((password) => post('auth/password/reset', { token, password })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array.from({ length: 19 }, () => 410)]);
    const won = wishes[answers.findIndex(({ status }) => status === 204)] ?? '';
    expect(await statusOfLogin(email, won)).toBe(200);
  });

  it('takes one of several links; then all are over', async () => {
    const { email } = await newUser(app);
    const links = [await forget(email), await forget(email), await forget(email)];
    const [first, ...more] = await Promise.all(
      links.map((token) => post('auth/password/reset', { token, password: NEW })),
    );
    expect([first, ...more].map((answer) => answer?.status).sort()).toEqual([204, 410, 410]);
  });

  it('refuses a link after an hour, and one from before the present password', async () => {
    const { email, bearer } = await newUser(app);
    const token = await forget(email);
    const later = testApp({ now: () => Date.now() + 61 * MINUTE });
    const expired = await post('auth/password/reset', { token, password: NEW }, {}, later);
    expect(expired).toMatchObject({ status: 410, body: { code: 'accounts.link_invalid' } });
    await post('users/me/password', { current_password: PASSWORD, new_password: NEW }, bearer);
    expect((await post('auth/password/reset', { token, password: PASSWORD })).status).toBe(410);
    expect(await statusOfLogin(email, NEW)).toBe(200);
  });

  it('refuses links that were never sent, or are for something else', async () => {
    const { email, tokens } = await newUser(app);
    const token = await forget(email);
    const confirming = await tokenTo(email, 'Confirm your address');
    const reversed = [...token].reverse().join('');
    for (const other of ['x', reversed, `${token}=`, ` ${token}`, confirming, tokens.refresh_token.slice(0, 200)]) {
      expect((await post('auth/password/reset', { token: other, password: NEW })).status, other).toBe(410);
    }
    expect(await statusOfLogin(email, PASSWORD)).toBe(200);
  });

  it('does not use the link up for a password that is refused', async () => {
    const { email } = await newUser(app);
    const token = await forget(email);
    expect((await post('auth/password/reset', { token, password: 'letmein1' })).status).toBe(422);
    expect((await post('auth/password/reset', { token, password: email })).status).toBe(422);
    expect((await post('auth/password/reset', { token, password: NEW })).status).toBe(204);
  });

  it('refuses a link for a mailbox that the account has no more, and for one that was suspended since', async () => {
    const [moved, suspended] = [await newUser(app), await newUser(app)];
    const [one, other] = [await forget(moved.email), await forget(suspended.email)];
    await orm
      .update(users)
      .set({ email: `new-${moved.email}` })
      .where(eq(users.id, moved.user.id));
    await orm.update(users).set({ status: 'suspended' }).where(eq(users.id, suspended.user.id));
    for (const token of [one, other]) {
      expect((await post('auth/password/reset', { token, password: NEW })).status).toBe(410);
    }
  });

  it('confirms the mailbox; keys that somebody made before it was confirmed end', async () => {
    const { email, bearer, workspace } = await newUser(app);
    const path = `workspaces/${workspace.id}/api-keys`;
    const made = await post(path, { name: 'squatter', scopes: ['workspace:read'] }, bearer);
    const { key } = JSON.parse(JSON.stringify(made.body));
    const use = () => call(app, { method: 'GET', path: `/api/v1/workspaces/${workspace.id}` }, { 'x-api-key': key });
    expect((await use()).status).toBe(200);
    await post('auth/password/reset', { token: await forget(email), password: NEW });
    expect((await use()).status).toBe(401);
    expect(
      (await call(app, { method: 'POST', path: '/api/v1/auth/login', body: { email, password: NEW } })).body,
    ).toMatchObject({
      user: { email_verified: true },
    });
  });

  it('never skips a factor of somebody who has shown that the address is theirs', async () => {
    const { email, user } = await newUser(app);
    await orm.update(users).set({ email_verified: true, mfa_enabled: true }).where(eq(users.id, user.id));
    const token = await forget(email);
    expect((await post('auth/password/reset', { token, password: NEW })).status).toBe(204);
    expect((await post('auth/login', { email, password: NEW })).body).toMatchObject({ factor_required: true });
  });

  it('opens no session for a login that knew the password from before', async () => {
    const { email } = await newUser(app);
    const token = await forget(email);
    const deps = createDependencies(env);
    const verify: typeof deps.passwords.verify = async (password, hash) => {
      const matches = await deps.passwords.verify(password, hash);
      expect((await post('auth/password/reset', { token, password: NEW })).status).toBe(204);
      return matches;
    };
    const slow = assembleApp({ ...deps, passwords: { ...deps.passwords, verify } });
    expect((await post('auth/login', { email, password: PASSWORD }, {}, slow)).status).toBe(401);
    expect(await statusOfLogin(email, NEW)).toBe(200);
  });

  it('ends the ticket of a login that knew the password from before', async () => {
    const { app: clocked, clock } = appWithClock();
    const { email, secret } = await userWithTotp({ app: clocked, clock });
    await orm.update(users).set({ email_verified: true }).where(eq(users.email, email));
    const ticket = await ticketOf(clocked, email);
    clock.now += STEP_MS;
    await post('auth/password/forgot', { email }, {}, clocked);
    const reset = { token: await tokenTo(email, 'new password'), password: NEW };
    expect((await post('auth/password/reset', reset, {}, clocked)).status).toBe(204);
    const proof = { ticket, method: 'totp', code: codeAt(secret, clock.now) };
    expect((await post('auth/factor', proof, {}, clocked)).status).toBe(401);
  });
});
