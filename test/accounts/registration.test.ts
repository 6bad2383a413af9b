import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { users } from '../../src/accounts/accounts.table.ts';
import { registrationOf } from '../../src/accounts/registration-mode.ts';
import { ATTEMPT_LIMITS } from '../../src/attempts/attempt-limits.ts';
import { newId } from '../../src/shared/ids.ts';
import { linksTo, mailsTo, tokenTo } from '../support/accounts/account-mail.ts';
import { call, newUser, PASSWORD } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';

const app = testApp({ env: { REGISTRATION: 'verified' } });
const { orm } = testDatabase();

function post(path: string, body: unknown, by = app) {
  return call(by, { method: 'POST', path: `/api/v1/auth/${path}`, body });
}

function newEmail(): string {
  return `${newId(Date.now())}@example.com`;
}

describe('POST /auth/register, where addresses are confirmed first', () => {
  it('begins an account with the link in its mail', async () => {
    const email = newEmail();
    expect(await post('register', { email, password: PASSWORD })).toMatchObject({ status: 202, body: null });
    expect((await post('login', { email, password: PASSWORD })).status).toBe(401);
    expect((await post('verify-email', { token: await tokenTo(email, 'Confirm your address') })).status).toBe(204);
    expect(await post('login', { email, password: PASSWORD })).toMatchObject({
      status: 200,
      body: { user: { email, email_verified: true } },
    });
  });

  it('answers the same for a free and a taken address, and tells the mailbox alone', async () => {
    const { email: taken } = await newUser(testApp());
    const answers = [];
    for (const email of [newEmail(), taken, ` ${taken.toUpperCase()}`]) {
      const { status, body } = await post('register', { email, password: 'quite another one' });
      answers.push([status, body]);
    }
    expect(answers).toEqual([
      [202, null],
      [202, null],
      [202, null],
    ]);
    expect((await mailsTo(taken))[0]).toMatchObject({ subject: 'You have an account already' });
    expect((await post('login', { email: taken, password: 'quite another one' })).status).toBe(401);
    expect((await post('login', { email: taken, password: PASSWORD })).status).toBe(200);
  });

  it('tells nobody by a login whether the address was free', async () => {
    const { email: taken } = await newUser(testApp());
    const free = newEmail();
    const password = 'quite another one';
    const answers = [];
    for (const email of [free, taken]) {
      await post('register', { email, password });
      const { status, body } = await post('login', { email, password });
      answers.push({ ...JSON.parse(JSON.stringify(body)), request_id: '', status });
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  it.each([
    ['of the first', 0],
    ['of the last', 1],
  ])('of several registrations of an address, takes the password %s if its link is opened', async (_name, opened) => {
    const email = newEmail();
    const passwords = ['correct battery horse', 'correct staple battery'];
    for (const password of passwords) await post('register', { email, password });
    const links = await linksTo(email, 'Confirm your address');
    expect(links).toHaveLength(2);
    expect(await orm.$count(users, eq(users.email, email))).toBe(1);
    const token = links.reverse()[opened]?.split('/').at(-1);
    expect((await post('verify-email', { token })).status).toBe(204);
    const statuses = [];
    for (const password of passwords) statuses.push((await post('login', { email, password })).status);
    expect(statuses).toEqual(opened === 0 ? [200, 401] : [401, 200]);
  });

  it('gives an account that several registered no password by a link that was asked for later', async () => {
    const email = newEmail();
    const passwords = ['correct battery horse', 'correct staple battery'];
    for (const password of passwords) await post('register', { email, password });
    await post('verify-email/resend', { email });
    await post('verify-email', { token: await tokenTo(email, 'Confirm your address') });
    for (const password of passwords) expect((await post('login', { email, password })).status).toBe(401);
    await post('password/forgot', { email });
    const token = await tokenTo(email, 'new password');
    expect((await post('password/reset', { token, password: PASSWORD })).status).toBe(204);
    expect((await post('login', { email, password: PASSWORD })).status).toBe(200);
  });

  it('keeps the password of one registration for a link that was asked for later', async () => {
    const email = newEmail();
    await post('register', { email, password: PASSWORD });
    await post('verify-email/resend', { email });
    await post('verify-email', { token: await tokenTo(email, 'Confirm your address') });
    expect((await post('login', { email, password: PASSWORD })).status).toBe(200);
  });

  it('sets no password by the other link once the account has begun', async () => {
    const email = newEmail();
    for (const password of [PASSWORD, 'of a stranger too']) await post('register', { email, password });
    const [later = '', earlier = ''] = await linksTo(email, 'Confirm your address');
    await post('verify-email', { token: earlier.split('/').at(-1) });
    await post('verify-email', { token: later.split('/').at(-1) });
    expect((await post('login', { email, password: 'of a stranger too' })).status).toBe(401);
    expect((await post('login', { email, password: PASSWORD })).status).toBe(200);
  });

  it('gives an address to the owner of its mailbox, whoever registered with it', async () => {
    const email = newEmail();
    await post('register', { email, password: 'of a squatter first' });
    await post('password/forgot', { email });
    const token = await tokenTo(email, 'new password');
    expect((await post('password/reset', { token, password: PASSWORD })).status).toBe(204);
    expect((await post('login', { email, password: 'of a squatter first' })).status).toBe(401);
    expect((await post('login', { email, password: PASSWORD })).status).toBe(200);
  });

  it('sends nobody more than a few mails', async () => {
    const { email } = await newUser(testApp());
    const { max } = ATTEMPT_LIMITS['register.email'];
    const statuses: number[] = [];
    for (let count = 0; count <= max; count += 1)
      statuses.push((await post('register', { email, password: PASSWORD })).status);
    expect(statuses).toEqual([...Array.from({ length: max }, () => 202), 429]);
  });

  it('sends words of nobody but its own', async () => {
    const email = newEmail();
    await post('register', { email, password: PASSWORD, first_name: 'Win https://evil.example now' });
    expect(JSON.stringify(await mailsTo(email))).not.toContain('evil');
  });

  it('says 503 where no mail can be sent', async () => {
    const silent = testApp({ env: { REGISTRATION: 'verified', MAIL_OUTBOX: 'false' } });
    const answer = await post('register', { email: newEmail(), password: PASSWORD }, silent);
    expect(answer).toMatchObject({ status: 503, body: { code: 'mail.not_configured' } });
  });
});

describe('the mode of registration', () => {
  const away = { mailer: { isReady: true }, isLocal: false };
  it.each([
    ['', away, 'verified'],
    ['', { ...away, isLocal: true }, 'open'],
    ['', { mailer: { isReady: false }, isLocal: false }, 'open'],
    ['open', away, 'open'],
    ['verified', { ...away, isLocal: true }, 'verified'],
  ] as const)('set to "%s" is, with %j, %s', (setting, mail, mode) => {
    expect(registrationOf(setting, mail)).toBe(mode);
  });
});
