import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLogs } from '../../../src/audit/audit.table.ts';
import {
  appWithClock,
  codeAt,
  post,
  readCodes,
  STEP_MS,
  ticketOf,
  userWithTotp,
} from '../../support/accounts/factors.ts';
import { call, newUser, PASSWORD } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const here = appWithClock();
const { app, clock } = here;

async function signIn(email: string, code: string | undefined) {
  return post(app, '/auth/factor', { ticket: await ticketOf(app, email), method: 'recovery_code', code });
}

async function mailsTo(email: string): Promise<string> {
  const rows = await testDatabase().sql.query('SELECT message FROM mail_outbox WHERE workspace_id IS NULL', []);
  return JSON.stringify(rows.filter((row) => JSON.stringify(row).includes(email)));
}

describe('a recovery code', () => {
  it('signs in once, in any spelling, and its owner is told by mail', async () => {
    const { email, recoveryCodes, user } = await userWithTotp(here);
    const [code = ''] = recoveryCodes;
    expect(await signIn(email, ` ${code.toLowerCase().replaceAll('-', ' ')}`)).toMatchObject({
      status: 200,
      body: { user: { id: user.id } },
    });
    expect(await signIn(email, code)).toMatchObject({ status: 401, body: { code: 'auth.wrong_proof' } });
    const mails = await mailsTo(email);
    expect(mails).toContain('9 are left');
    expect(mails).not.toContain(code);
    const rows = await testDatabase().orm.select().from(auditLogs).where(eq(auditLogs.user_id, user.id));
    expect(rows.map(({ action }) => action)).toContain('factors.recovery_code_used');
  });

  it('is used by one of many who bring it at once', async () => {
    const { email, recoveryCodes } = await userWithTotp(here);
    const tickets = await Promise.all(Array.from({ length: 8 }, () => ticketOf(app, email)));
    const code = recoveryCodes[3];
    const answers = await Promise.all(
      tickets.map((ticket) => post(app, '/auth/factor', { ticket, method: 'recovery_code', code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('signs in where no mail can be sent', async () => {
    const { email, recoveryCodes } = await userWithTotp(here);
    const silent = testApp({ now: () => clock.now, env: { MAIL_OUTBOX: 'false' } });
    const body = { ticket: await ticketOf(app, email), method: 'recovery_code', code: recoveryCodes[0] };
    expect((await post(silent, '/auth/factor', body)).status).toBe(200);
  });

  it('of another user is worth nothing, and guessing stops', async () => {
    const [mine, theirs] = [await userWithTotp(here), await userWithTotp(here)];
    for (const code of mine.recoveryCodes) expect((await signIn(theirs.email, code)).status).toBe(401);
    expect((await signIn(theirs.email, theirs.recoveryCodes[0])).status).toBe(429);
  });

  it('proves in a session who one is', async () => {
    const { bearer, recoveryCodes } = await userWithTotp(here);
    const proof = { method: 'recovery_code', code: recoveryCodes[0] };
    expect((await post(app, '/auth/step-up', proof, bearer)).status).toBe(200);
    expect((await post(app, '/auth/step-up', proof, bearer)).status).toBe(403);
  });
});

describe('POST /users/me/factors/recovery-codes', () => {
  const path = '/users/me/factors/recovery-codes';

  it('gives ten others, and those from before are worth nothing', async () => {
    const { bearer, email, recoveryCodes } = await userWithTotp(here);
    await signIn(email, recoveryCodes[0]);
    const renewed = readCodes((await post(app, path, undefined, bearer)).body);
    expect(renewed.filter((code) => recoveryCodes.includes(code))).toEqual([]);
    const factors = await call(app, { method: 'GET', path: '/api/v1/users/me/factors' }, bearer);
    expect(factors.body).toMatchObject({ recovery_codes_left: 10 });
    expect((await signIn(email, recoveryCodes[1])).status).toBe(401);
    expect((await signIn(email, renewed[1])).status).toBe(200);
  });

  it('leaves ten when two ask at once', async () => {
    const { bearer } = await userWithTotp(here);
    await Promise.all([post(app, path, undefined, bearer), post(app, path, undefined, bearer)]);
    const factors = await call(app, { method: 'GET', path: '/api/v1/users/me/factors' }, bearer);
    expect(factors.body).toMatchObject({ recovery_codes_left: 10 });
  });

  it('needs a factor, a fresh proof, and a session', async () => {
    const { bearer } = await newUser(app);
    expect(await post(app, path, undefined, bearer)).toMatchObject({ status: 409, body: { code: 'factors.none' } });
    expect((await post(app, path)).status).toBe(401);
    clock.now += 10 * 60 * 1000;
    expect((await post(app, path, undefined, bearer)).status).toBe(403);
  });
});

describe('POST /auth/step-up', () => {
  it('takes the password of whoever has no factor', async () => {
    const { bearer } = await newUser(app);
    clock.now += 10 * 60 * 1000;
    expect((await post(app, '/users/me/factors/totp', undefined, bearer)).status).toBe(403);
    expect((await post(app, '/auth/step-up', { method: 'password', password: PASSWORD }, bearer)).status).toBe(200);
    expect((await post(app, '/users/me/factors/totp', undefined, bearer)).status).toBe(200);
  });

  it('refuses a wrong password, and stops guessing', async () => {
    const { bearer } = await newUser(app);
    const wrong = { method: 'password', password: 'wrong password' };
    for (let tries = 0; tries < 10; tries += 1) {
      expect(await post(app, '/auth/step-up', wrong, bearer)).toMatchObject({
        status: 403,
        body: { code: 'auth.wrong_password' },
      });
    }
    expect((await post(app, '/auth/step-up', { method: 'password', password: PASSWORD }, bearer)).status).toBe(429);
  });

  it('takes no password, right or wrong, of whoever has a factor', async () => {
    const { bearer, secret } = await userWithTotp(here);
    clock.now += 10 * 60 * 1000;
    for (const password of [PASSWORD, 'wrong password']) {
      expect(await post(app, '/auth/step-up', { method: 'password', password }, bearer)).toMatchObject({
        status: 403,
        body: { code: 'auth.factor_needed' },
      });
    }
    expect((await post(app, '/users/me/factors/recovery-codes', undefined, bearer)).status).toBe(403);
    clock.now += STEP_MS;
    expect((await post(app, '/auth/step-up', { method: 'totp', code: codeAt(secret, clock.now) }, bearer)).status).toBe(
      200,
    );
    expect((await post(app, '/users/me/factors/recovery-codes', undefined, bearer)).status).toBe(200);
  });

  it('proves nothing for other sessions', async () => {
    const { bearer, email } = await newUser(app);
    const other = await post(app, '/auth/login', { email, password: PASSWORD });
    clock.now += 10 * 60 * 1000;
    await post(app, '/auth/step-up', { method: 'password', password: PASSWORD }, bearer);
    const { tokens } = JSON.parse(JSON.stringify(other.body));
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    expect((await post(app, '/users/me/factors/totp', undefined, headers)).status).toBe(403);
  });

  it('needs a session', async () => {
    expect((await post(app, '/auth/step-up', { method: 'password', password: PASSWORD })).status).toBe(401);
  });
});
