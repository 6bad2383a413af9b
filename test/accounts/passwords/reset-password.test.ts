import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { sessions, users } from '../../../src/accounts/accounts.table.ts';
import { assembleApp } from '../../../src/assemble-app.ts';
import { createDependencies } from '../../../src/dependencies.ts';
import { tokenTo } from '../../support/accounts/account-mail.ts';
import { appWithClock, codeAt, STEP_MS, ticketOf, userWithTotp } from '../../support/accounts/factors.ts';
import { call, newUser, PASSWORD } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';
import { app, forget, me, NEW, post, statusOfLogin } from './password-calls.ts';

const { orm } = testDatabase();
const MINUTE = 60_000;

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
