import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { sessions, users } from '../../../src/accounts/accounts.table.ts';
import { auditLogs } from '../../../src/audit/audit.table.ts';
import {
  appWithClock,
  bearerIn,
  codeAt,
  post,
  proposeTotp,
  STEP_MS,
  signInWithCode,
  ticketOf,
  userWithTotp,
} from '../../support/accounts/factors.ts';
import { call, logIn, newUser, PASSWORD, readTokens } from '../../support/api-client.ts';
import { testDatabase } from '../../support/test-database.ts';

const here = appWithClock();
const { app, clock } = here;
const me = { method: 'GET', path: '/api/v1/users/me' };

describe('setting up an authenticator app', () => {
  it('counts from its first code on, and brings ten recovery codes', async () => {
    const { bearer, email } = await newUser(app);
    const { secret, uri, qr_svg } = await proposeTotp(app, bearer);
    expect(uri).toContain(`secret=${secret}`);
    expect(qr_svg).toMatch(/^<svg [^>]*xmlns/);
    expect((await call(app, me, bearer)).body).toMatchObject({ mfa_enabled: false });
    expect((await logIn(app, email)).tokens.access_token).not.toBe('');

    const confirmed = await post(app, '/users/me/factors/totp/confirm', { code: codeAt(secret, clock.now) }, bearer);
    expect(confirmed).toMatchObject({ status: 200, body: { recovery_codes: { length: 10 } } });
    expect((await call(app, me, bearer)).body).toMatchObject({ mfa_enabled: true });
    const factors = await call(app, { method: 'GET', path: '/api/v1/users/me/factors' }, bearer);
    expect(factors.body).toMatchObject({
      totp: { confirmed_at: expect.any(String) },
      passkeys: 0,
      recovery_codes_left: 10,
    });
  });

  it('keeps the secret sealed, and codes as hashes', async () => {
    const { user, secret, recoveryCodes } = await userWithTotp(here);
    const [row] = await testDatabase().orm.select().from(users).where(eq(users.id, user.id));
    expect(row?.mfa_secret).toMatch(/^v\d\./);
    const { rows } = await testDatabase().sql.query('SELECT * FROM recovery_codes WHERE user_id = $1', [user.id], {
      fullResults: true,
    });
    const stored = JSON.stringify([row, rows]);
    for (const shown of [secret, ...recoveryCodes]) expect(stored).not.toContain(shown.replaceAll('-', ''));
  });

  it('is in the audit log, without the secret', async () => {
    const { user, secret } = await userWithTotp(here);
    const rows = await testDatabase().orm.select().from(auditLogs).where(eq(auditLogs.user_id, user.id));
    expect(rows.map(({ action }) => action)).toContain('factors.totp_added');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('ends the sessions that came in by the password alone', async () => {
    const { bearer, email } = await newUser(app);
    const other = await logIn(app, email);
    const { secret } = await proposeTotp(app, bearer);
    await post(app, '/users/me/factors/totp/confirm', { code: codeAt(secret, clock.now) }, bearer);
    expect((await call(app, me, { authorization: `Bearer ${other.tokens.access_token}` })).status).toBe(401);
    expect((await post(app, '/auth/refresh', { refresh_token: other.tokens.refresh_token })).status).toBe(401);
    expect((await call(app, me, bearer)).status).toBe(200);
  });

  it('refuses a wrong code, a second app, a confirmation of nothing, and the secret of before', async () => {
    const { bearer } = await newUser(app);
    const confirm = (code: string) => post(app, '/users/me/factors/totp/confirm', { code }, bearer);
    expect(await confirm('123456')).toMatchObject({ status: 409, body: { code: 'factors.totp_not_proposed' } });
    const first = await proposeTotp(app, bearer);
    const second = await proposeTotp(app, bearer);
    expect(await confirm(codeAt(first.secret, clock.now))).toMatchObject({
      status: 403,
      body: { code: 'auth.wrong_proof' },
    });
    expect((await confirm(codeAt(second.secret, clock.now))).status).toBe(200);
    expect(await post(app, '/users/me/factors/totp', undefined, bearer)).toMatchObject({
      status: 409,
      body: { code: 'factors.totp_exists' },
    });
  });

  it('takes a proof of the last ten minutes', async () => {
    const { app: later, clock: laterClock } = appWithClock();
    const { bearer } = await newUser(later);
    laterClock.now += 10 * 60 * 1000 + 1;
    const paths = ['/totp', '/totp/confirm', '/totp/remove', '/recovery-codes'];
    for (const path of paths) {
      const refused = await post(later, `/users/me/factors${path}`, { code: '123456' }, bearer);
      expect(refused, path).toMatchObject({ status: 403, body: { code: 'auth.step_up_required' } });
    }
  });
});

describe('POST /auth/factor with a code', () => {
  it('is the second step of signing in', async () => {
    const { email, secret, user } = await userWithTotp(here);
    clock.now += STEP_MS;
    const first = await post(app, '/auth/login', { email, password: PASSWORD });
    expect(first).toMatchObject({
      status: 200,
      body: { factor_required: true, expires_in: 300, methods: ['totp', 'recovery_code'] },
    });
    expect(JSON.stringify(first.body)).not.toContain('access_token');
    const signedIn = await signInWithCode(app, email, codeAt(secret, clock.now));
    expect(signedIn).toMatchObject({ status: 200, body: { user: { id: user.id } } });
    expect((await call(app, me, bearerIn(signedIn.body))).status).toBe(200);
  });

  it('takes the code of the step before and of the one after, each once, and never an older one', async () => {
    const { email, secret } = await userWithTotp(here);
    clock.now += 10 * STEP_MS;
    const status = async (offset: number): Promise<number> =>
      (await signInWithCode(app, email, codeAt(secret, clock.now + offset * STEP_MS))).status;
    expect(await status(-2)).toBe(401);
    expect(await status(2)).toBe(401);
    expect(await status(-1)).toBe(200);
    expect(await status(-1)).toBe(401);
    expect(await status(1)).toBe(200);
    expect(await status(0)).toBe(401);
    expect(await status(1)).toBe(401);
  });

  it('does not take the code that confirmed the app', async () => {
    const { email, secret } = await userWithTotp(here);
    expect(await signInWithCode(app, email, codeAt(secret, clock.now))).toMatchObject({
      status: 401,
      body: { code: 'auth.wrong_proof' },
    });
  });

  it('takes a code once across sessions and uses', async () => {
    const { email, secret, bearer } = await userWithTotp(here);
    clock.now += STEP_MS;
    const code = codeAt(secret, clock.now);
    expect((await post(app, '/auth/step-up', { method: 'totp', code }, bearer)).status).toBe(200);
    expect((await signInWithCode(app, email, code)).status).toBe(401);
    expect((await post(app, '/auth/step-up', { method: 'totp', code }, bearer)).status).toBe(403);
    expect((await post(app, '/users/me/factors/totp/remove', { method: 'totp', code }, bearer)).status).toBe(403);
  });

  it('lets one of many win who bring the same code at once', async () => {
    const { email, secret } = await userWithTotp(here);
    clock.now += STEP_MS;
    const code = codeAt(secret, clock.now);
    const tickets = await Promise.all(Array.from({ length: 5 }, () => ticketOf(app, email)));
    const answers = await Promise.all(
      tickets.map((ticket) => post(app, '/auth/factor', { ticket, method: 'totp', code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('stops guessing, whatever ticket is brought, and before a right code too', async () => {
    const { email, secret, recoveryCodes } = await userWithTotp(here);
    clock.now += STEP_MS;
    const right = codeAt(secret, clock.now);
    const wrong = right === '000000' ? '000001' : '000000';
    const ticket = await ticketOf(app, email);
    const guess = (code: string) => post(app, '/auth/factor', { ticket, method: 'totp', code });
    for (let tries = 0; tries < 5; tries += 1) expect((await guess(wrong)).status).toBe(401);
    const refused = await signInWithCode(app, email, right);
    expect(refused).toMatchObject({ status: 429, body: { code: 'auth.too_many_attempts' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const [code = ''] = recoveryCodes;
    expect((await post(app, '/auth/factor', { ticket, method: 'recovery_code', code })).status).toBe(200);
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '12 34 5x', '-12345', null, 123456, ['123456']])(
    'refuses what is no code: %j',
    async (code) => {
      const { email } = await userWithTotp(here);
      const ticket = await ticketOf(app, email);
      const answer = await post(app, '/auth/factor', { ticket, method: 'totp', code });
      expect(answer).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
    },
  );

  it('takes a code with the space that apps show in it', async () => {
    const { email, secret } = await userWithTotp(here);
    clock.now += STEP_MS;
    const code = codeAt(secret, clock.now);
    expect((await signInWithCode(app, email, `${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200);
  });

  it('remembers in the session which factor was passed, and refresh needs none', async () => {
    const { email, secret, user } = await userWithTotp(here);
    clock.now += STEP_MS;
    const { body } = await signInWithCode(app, email, codeAt(secret, clock.now));
    const refreshed = await post(app, '/auth/refresh', { refresh_token: readTokens(body).refresh_token });
    expect(refreshed.status).toBe(200);
    const rows = await testDatabase().orm.select().from(sessions).where(eq(sessions.user_id, user.id));
    expect(rows.map(({ factor }) => factor)).toEqual(['totp', 'totp']);
  });
});

describe('removing an authenticator app', () => {
  const remove = (body: unknown, bearer: { readonly [name: string]: string }) =>
    post(app, '/users/me/factors/totp/remove', body, bearer);

  it('takes a code or the password, and with the last factor the recovery codes go', async () => {
    for (const method of ['totp', 'password']) {
      const { bearer, secret, email } = await userWithTotp(here);
      clock.now += STEP_MS;
      const proof = method === 'totp' ? { method, code: codeAt(secret, clock.now) } : { method, password: PASSWORD };
      expect((await remove(proof, bearer)).status).toBe(204);
      expect((await logIn(app, email)).user).toMatchObject({ mfa_enabled: false });
      const factors = await call(app, { method: 'GET', path: '/api/v1/users/me/factors' }, bearer);
      expect(factors.body).toEqual({ totp: null, passkeys: 0, recovery_codes_left: 0 });
    }
  });

  it('refuses a wrong password, a wrong code and a recovery code, and stops guessing', async () => {
    const { bearer, recoveryCodes } = await userWithTotp(here);
    const wrong = { method: 'password', password: 'wrong password' };
    expect(await remove(wrong, bearer)).toMatchObject({ status: 403, body: { code: 'auth.wrong_proof' } });
    expect((await remove({ method: 'totp', code: '000000' }, bearer)).status).toBe(403);
    expect((await remove({ method: 'recovery_code', code: recoveryCodes[0] }, bearer)).status).toBe(400);
    for (let tries = 1; tries < 10; tries += 1) await remove(wrong, bearer);
    expect((await remove({ method: 'password', password: PASSWORD }, bearer)).status).toBe(429);
  });

  it('finds nothing where there is none', async () => {
    const { bearer } = await newUser(app);
    expect(await remove({ method: 'password', password: PASSWORD }, bearer)).toMatchObject({
      status: 404,
      body: { code: 'factors.totp_not_found' },
    });
  });
});
