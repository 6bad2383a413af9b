import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { users } from '../../../src/accounts/accounts.table.ts';
import { appWithClock, codeAt, post, STEP_MS, ticketOf, userWithTotp } from '../../support/accounts/factors.ts';
import { bearerOf, call, newUser } from '../../support/api-client.ts';
import { testDatabase } from '../../support/test-database.ts';

const here = appWithClock();
const { app, clock } = here;

const pass = (ticket: string, code: string) => post(app, '/auth/factor', { ticket, method: 'totp', code });
const INVALID = { status: 401, body: { code: 'auth.ticket_invalid' } };

describe('the ticket between the two steps', () => {
  it('is good once', async () => {
    const { email, secret } = await userWithTotp(here);
    clock.now += STEP_MS;
    const ticket = await ticketOf(app, email);
    expect((await pass(ticket, codeAt(secret, clock.now))).status).toBe(200);
    expect(await pass(ticket, codeAt(secret, clock.now + STEP_MS))).toMatchObject(INVALID);
  });

  it('is good once for many who bring it at once', async () => {
    const { email, recoveryCodes } = await userWithTotp(here);
    const ticket = await ticketOf(app, email);
    const answers = await Promise.all(
      recoveryCodes.map((code) => post(app, '/auth/factor', { ticket, method: 'recovery_code', code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('stays good after a wrong code', async () => {
    const { email, secret } = await userWithTotp(here);
    clock.now += STEP_MS;
    const ticket = await ticketOf(app, email);
    expect((await pass(ticket, codeAt(secret, clock.now + 20 * STEP_MS))).status).toBe(401);
    expect((await pass(ticket, codeAt(secret, clock.now))).status).toBe(200);
  });

  it('is good for its own user alone: a code of another is wrong', async () => {
    const [mine, theirs] = [await userWithTotp(here), await userWithTotp(here)];
    clock.now += STEP_MS;
    const ticket = await ticketOf(app, theirs.email);
    expect(await pass(ticket, codeAt(mine.secret, clock.now))).toMatchObject({
      status: 401,
      body: { code: 'auth.wrong_proof' },
    });
    const [code] = mine.recoveryCodes;
    expect((await post(app, '/auth/factor', { ticket, method: 'recovery_code', code })).status).toBe(401);
  });

  it('is over after five minutes', async () => {
    const { email, secret } = await userWithTotp(here);
    const ticket = await ticketOf(app, email);
    clock.now += 5 * 60 * 1000;
    expect(await pass(ticket, codeAt(secret, clock.now))).toMatchObject(INVALID);
    expect(await post(app, '/auth/factor/options', { ticket })).toMatchObject(INVALID);
  });

  it('opens nothing for a user who was suspended meanwhile', async () => {
    const { email, secret, user } = await userWithTotp(here);
    clock.now += STEP_MS;
    const ticket = await ticketOf(app, email);
    await testDatabase().orm.update(users).set({ status: 'suspended' }).where(eq(users.id, user.id));
    expect(await pass(ticket, codeAt(secret, clock.now))).toMatchObject(INVALID);
  });

  it('is no access token, and an access token is no ticket', async () => {
    const { email, tokens } = await userWithTotp(here);
    const ticket = await ticketOf(app, email);
    expect((await call(app, { method: 'GET', path: '/api/v1/users/me' }, bearerOf(ticket))).status).toBe(401);
    for (const other of [tokens.access_token, tokens.refresh_token, 'x', `${ticket}=`, `${ticket} `]) {
      expect(await pass(other, '123456')).toMatchObject(INVALID);
    }
  });

  it('is not given for a wrong password, and the answer does not tell who has a factor', async () => {
    const [plain, strong] = [await newUser(app), await userWithTotp(here)];
    const answers = await Promise.all(
      [plain, strong].map(({ email }) => post(app, '/auth/login', { email, password: 'wrong password' })),
    );
    const told = answers.map(({ status, body }) => ({ ...Object(body), request_id: null, status }));
    expect(told[0]).toEqual(told[1]);
  });

  it('refuses a proof of a method that the body does not name, and unknown fields', async () => {
    const { email, secret } = await userWithTotp(here);
    clock.now += STEP_MS;
    const ticket = await ticketOf(app, email);
    const code = codeAt(secret, clock.now);
    for (const body of [
      { ticket, code },
      { ticket, method: 'password', password: 'x' },
      { ticket, method: 'totp', code, user_id: 'x' },
    ]) {
      expect(await post(app, '/auth/factor', body)).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
    }
  });
});
