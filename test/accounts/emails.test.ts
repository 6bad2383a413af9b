import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { sessions, users } from '../../src/accounts/accounts.table.ts';
import { ATTEMPT_LIMITS } from '../../src/attempts/attempt-limits.ts';
import { newId } from '../../src/shared/ids.ts';
import { linksTo, mailsTo, tokenTo } from '../support/accounts/account-mail.ts';
import { call, type Headers, newUser, PASSWORD } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';

const app = testApp();
const { orm } = testDatabase();
const HOUR = 3_600_000;

function post(path: string, body: unknown, headers: Headers = {}, by = app) {
  return call(by, { method: 'POST', path: `/api/v1/${path}`, body }, headers);
}

async function profile(bearer: Headers) {
  return (await call(app, { method: 'GET', path: '/api/v1/users/me' }, bearer)).body;
}

function newEmail(): string {
  return `${newId(Date.now())}@new.example.com`;
}

/** Asks for another address; gives the token that went there. */
async function askChange(bearer: Headers, email: string): Promise<string> {
  expect((await post('users/me/email', { email }, bearer)).status).toBe(202);
  return tokenTo(email, 'new address');
}

describe('POST /auth/verify-email', () => {
  it('confirms the address of an account once', async () => {
    const { email, bearer } = await newUser(app);
    const token = await tokenTo(email, 'Confirm your address');
    expect(await profile(bearer)).toMatchObject({ email_verified: false });
    expect(await post('auth/verify-email', { token }, bearer)).toMatchObject({ status: 204, body: null });
    expect(await profile(bearer)).toMatchObject({ email, email_verified: true });
    const again = await post('auth/verify-email', { token });
    expect(again).toMatchObject({ status: 410, body: { code: 'accounts.link_invalid' } });
  });

  it('takes a link for three days', async () => {
    const { email } = await newUser(app);
    const token = await tokenTo(email, 'Confirm your address');
    const later = testApp({ now: () => Date.now() + 73 * HOUR });
    expect((await post('auth/verify-email', { token }, {}, later)).status).toBe(410);
    expect((await post('auth/verify-email', { token })).status).toBe(204);
  });

  it('refuses links for something else, and of an account that was suspended since', async () => {
    const [forgetful, suspended] = [await newUser(app), await newUser(app)];
    await post('auth/password/forgot', { email: forgetful.email });
    await orm.update(users).set({ status: 'suspended' }).where(eq(users.id, suspended.user.id));
    const tokens = [
      await tokenTo(forgetful.email, 'new password'),
      await tokenTo(suspended.email, 'Confirm your address'),
      'x',
      'a'.repeat(43),
    ];
    for (const token of tokens) expect((await post('auth/verify-email', { token })).status, token).toBe(410);
  });

  it('lets one of twenty win who bring the same link', async () => {
    const { email } = await newUser(app);
    const token = await tokenTo(email, 'Confirm your address');
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('auth/verify-email', { token })));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(19);
  });
});

describe('POST /auth/verify-email/resend', () => {
  it('sends another link to whoever is not confirmed, and answers all alike', async () => {
    const [fresh, confirmed] = [await newUser(app), await newUser(app)];
    await post('auth/verify-email', { token: await tokenTo(confirmed.email, 'Confirm your address') });
    const nobody = newEmail();
    const answers = [];
    for (const email of [fresh.email, confirmed.email, nobody]) {
      const { status, body } = await post('auth/verify-email/resend', { email });
      answers.push([status, body]);
    }
    expect(answers).toEqual([
      [202, null],
      [202, null],
      [202, null],
    ]);
    const counts = [fresh.email, confirmed.email, nobody].map((email) => linksTo(email, 'Confirm your address'));
    expect((await Promise.all(counts)).map((links) => links.length)).toEqual([2, 1, 0]);
  });

  it('sends nobody more than a few', async () => {
    const { email } = await newUser(app);
    const { max } = ATTEMPT_LIMITS['email.resend'];
    const statuses: number[] = [];
    for (let count = 0; count <= max; count += 1)
      statuses.push((await post('auth/verify-email/resend', { email })).status);
    expect(statuses.at(-1)).toBe(429);
    expect(await linksTo(email, 'Confirm your address')).toHaveLength(max + 1);
  });
});

describe('POST /users/me/email', () => {
  it('changes the address when the link that went there is opened, and tells the old one', async () => {
    const { email, bearer } = await newUser(app);
    const wanted = newEmail();
    const token = await askChange(bearer, wanted);
    expect(await profile(bearer)).toMatchObject({ email });
    expect((await mailsTo(email))[0]?.text).toContain(wanted);
    expect((await post('auth/verify-email', { token }, bearer)).status).toBe(204);
    expect(await profile(bearer)).toMatchObject({ email: wanted, email_verified: true });
    expect((await mailsTo(email))[0]).toMatchObject({ subject: 'Your address was changed' });
    expect((await post('auth/login', { email, password: PASSWORD })).status).toBe(401);
    expect((await post('auth/login', { email: wanted, password: PASSWORD })).status).toBe(200);
  });

  it('wants a proof of the last ten minutes', async () => {
    const { bearer, user } = await newUser(app);
    const longAgo = new Date(Date.now() - 11 * 60_000);
    await orm.update(sessions).set({ confirmed_at: longAgo }).where(eq(sessions.user_id, user.id));
    const body = { email: newEmail() };
    expect(await post('users/me/email', body, bearer)).toMatchObject({
      status: 403,
      body: { code: 'auth.step_up_required' },
    });
    expect(await mailsTo(body.email)).toEqual([]);
    await post('auth/step-up', { method: 'password', password: PASSWORD }, bearer);
    expect((await post('users/me/email', body, bearer)).status).toBe(202);
  });

  it('tells nobody that an address is taken but whoever has it', async () => {
    const [mine, theirs] = [await newUser(app), await newUser(app)];
    const token = await askChange(mine.bearer, theirs.email);
    const answer = await post('auth/verify-email', { token });
    expect(answer).toMatchObject({ status: 409, body: { code: 'accounts.email_taken' } });
    expect(await profile(mine.bearer)).toMatchObject({ email: mine.email });
    expect(await profile(theirs.bearer)).toMatchObject({ email: theirs.email });
  });

  it('gives an address to one of two who confirm it at once', async () => {
    const [one, other] = [await newUser(app), await newUser(app)];
    const wanted = newEmail();
    const tokens = [await askChange(one.bearer, wanted), await askChange(other.bearer, wanted)];
    const answers = await Promise.all(tokens.map((token) => post('auth/verify-email', { token })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('gets an address at once for which somebody registered and never opened the link', async () => {
    const { bearer, user } = await newUser(app);
    const wanted = newEmail();
    const waiting = testApp({ env: { REGISTRATION: 'verified' } });
    await post('auth/register', { email: wanted, password: 'of a squatter first' }, {}, waiting);
    const squatted = await tokenTo(wanted, 'Confirm your address');
    const token = await askChange(bearer, wanted);
    expect((await post('auth/verify-email', { token }, bearer)).status).toBe(204);
    expect(await profile(bearer)).toMatchObject({ id: user.id, email: wanted });
    expect((await post('auth/verify-email', { token: squatted })).status).toBe(410);
    expect((await post('auth/login', { email: wanted, password: 'of a squatter first' })).status).toBe(401);
  });

  it('leaves such a registration as it is, as long as nobody opens the link of the change', async () => {
    const { bearer } = await newUser(app);
    const wanted = newEmail();
    const waiting = testApp({ env: { REGISTRATION: 'verified' } });
    await post('auth/register', { email: wanted, password: PASSWORD }, {}, waiting);
    await askChange(bearer, wanted);
    const token = await tokenTo(wanted, 'Confirm your address');
    expect((await post('auth/verify-email', { token })).status).toBe(204);
    expect((await post('auth/login', { email: wanted, password: PASSWORD })).status).toBe(200);
  });

  it('is undone by a new password, for whoever takes the account back', async () => {
    const { email, bearer, user } = await newUser(app);
    const token = await askChange(bearer, newEmail());
    await post('auth/password/forgot', { email });
    const reset = { token: await tokenTo(email, 'new password'), password: 'staple battery horse' };
    expect((await post('auth/password/reset', reset)).status).toBe(204);
    expect((await post('auth/verify-email', { token })).status).toBe(410);
    const [row] = await orm.select().from(users).where(eq(users.id, user.id));
    expect(row?.email).toBe(email);
  });

  it('ends the links that went to the old address', async () => {
    const { email, bearer } = await newUser(app);
    await post('auth/password/forgot', { email });
    const old = await tokenTo(email, 'new password');
    await post('auth/verify-email', { token: await askChange(bearer, newEmail()) });
    expect((await post('auth/password/reset', { token: old, password: 'staple battery horse' })).status).toBe(410);
  });

  it.each([
    ['the present one', (email: string) => email.toUpperCase(), 422],
    ['what is no address', () => 'nobody', 400],
    ['one with a line break', () => 'a@example.com\r\nbcc: b@example.com', 400],
  ])('refuses %s', async (_name, write, status) => {
    const { email, bearer } = await newUser(app);
    expect((await post('users/me/email', { email: write(email) }, bearer)).status).toBe(status);
  });

  it('is for signed-in users only', async () => {
    expect((await post('users/me/email', { email: newEmail() })).status).toBe(401);
  });
});
