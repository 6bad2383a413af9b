import { env } from 'cloudflare:workers';
import { and, eq, isNull } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { users } from '../../../src/accounts/accounts.table.ts';
import { registerUser } from '../../../src/accounts/register-user.ts';
import { logIn } from '../../../src/accounts/sessions/log-in.ts';
import { ATTEMPT_LIMITS } from '../../../src/attempts/attempt-limits.ts';
import { createAttempts } from '../../../src/attempts/attempts.repository.ts';
import { attempts } from '../../../src/attempts/attempts.table.ts';
import { auditLogs } from '../../../src/audit/audit.table.ts';
import { createDependencies } from '../../../src/dependencies.ts';
import { expireAttempts } from '../../../src/retention/expire-rows.ts';
import { createPasswords } from '../../../src/security/passwords.ts';
import { newUser, PASSWORD } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const app = testApp();
const WRONG = 'wrong password';
const TOO_MANY = { status: 429, code: 'auth.too_many_attempts' };
const WRONG_CREDENTIALS = { status: 401, code: 'auth.wrong_credentials' };
const HERE = ATTEMPT_LIMITS['login.account_address'].max;
const EVERYWHERE = ATTEMPT_LIMITS['login.account'].max;

/** The use cases with passwords that cost nothing, and a count of how often one was verified. */
function world() {
  let now = Date.now();
  const hashed: (string | null)[] = [];
  const cheap = createPasswords('a pepper of the tests, 32 characters', 4);
  const made = createDependencies(env);
  const deps = {
    ...made,
    now: () => now,
    attempts: createAttempts(made.databases.auth, () => now),
    passwords: {
      ...cheap,
      verify: (password: string, hash: string | null) => {
        hashed.push(hash);
        return cheap.verify(password, hash);
      },
    },
  };
  const pass = (seconds: number): void => {
    now += seconds * 1000;
  };
  const email = `${crypto.randomUUID()}@example.com`;
  const from = (ip: string | null) => ({ ip, userAgent: null });
  const enter = (ip: string | null, password = PASSWORD, whose = email) =>
    logIn(deps, from(ip), { email: whose, password }).then(
      () => 'in',
      ({ status, code }: { status: number; code: string }) => ({ status, code }),
    );
  const register = (ip: string | null = null) =>
    registerUser(deps, from(ip), { email, password: PASSWORD, first_name: '', last_name: '' });
  return { deps, hashed, pass, email, enter, register };
}

/** An address of its own for each number, within documentation networks of IPv6. */
function address(number: number): string {
  return `2001:db8:${number.toString(16)}::1`;
}

async function guess(enter: ReturnType<typeof world>['enter'], count: number, ipOf: (at: number) => string | null) {
  const outcomes = [];
  for (let at = 0; at < count; at += 1) outcomes.push(await enter(ipOf(at), WRONG));
  return outcomes;
}

describe('a login', () => {
  it('is refused from one network after ten tries, before anything is hashed', async () => {
    const { enter, register, hashed } = world();
    await register();
    const outcomes = await guess(enter, HERE, () => '203.0.113.1');
    expect(outcomes).toEqual(outcomes.map(() => WRONG_CREDENTIALS));
    hashed.length = 0;
    expect(await enter('203.0.113.1')).toEqual(TOO_MANY);
    expect(hashed).toEqual([]);
  });

  it('is counted for a whole /64, and for IPv4 however it is written', async () => {
    const { enter, register } = world();
    await register();
    await guess(enter, HERE, (at) => `2001:db8:0:1::${at + 1}`);
    expect(await enter('2001:db8:0:1:ffff::1')).toEqual(TOO_MANY);
    expect(await enter('2001:db8:0:2::1')).toBe('in');
    await guess(enter, HERE, (at) => (at % 2 === 0 ? '203.0.113.2' : '::ffff:203.0.113.2'));
    expect(await enter('203.0.113.2')).toEqual(TOO_MANY);
  });

  it('is possible again when the window is over', async () => {
    const { enter, register, pass } = world();
    await register();
    await guess(enter, HERE + 1, () => '203.0.113.3');
    pass(ATTEMPT_LIMITS['login.account_address'].windowSeconds);
    expect(await enter('203.0.113.3')).toBe('in');
  });

  it('counts for nothing once it succeeded', async () => {
    const { enter, register } = world();
    await register();
    for (let round = 0; round < 3; round += 1) {
      await guess(enter, HERE - 1, () => '203.0.113.4');
      expect(await enter('203.0.113.4')).toBe('in');
    }
  });

  it('is refused to those who guess from everywhere, and never to where its user signed in before', async () => {
    const { enter, register } = world();
    const home = '198.51.100.9';
    await register(home);
    const outcomes = await guess(enter, EVERYWHERE + 1, address);
    expect(outcomes.at(-2)).toEqual(WRONG_CREDENTIALS);
    expect(outcomes.at(-1)).toEqual(TOO_MANY);
    expect(await enter(address(9999))).toEqual(TOO_MANY);
    expect(await enter(home, WRONG)).toEqual(WRONG_CREDENTIALS);
    expect(await enter(home)).toBe('in');
  });

  it('of one stranger counts for the account only as often as it was hashed', async () => {
    const { enter, register } = world();
    await register();
    await guess(enter, EVERYWHERE + HERE, () => '203.0.113.5');
    expect(await enter('203.0.113.6')).toBe('in');
  });

  it('is limited for emails that nobody has in the same way', async () => {
    const { enter } = world();
    const outcomes = await guess(enter, HERE + 1, () => null);
    expect(outcomes).toEqual([...Array.from({ length: HERE }, () => WRONG_CREDENTIALS), TOO_MANY]);
  });

  it('is refused to one network that tries many accounts', async () => {
    const { enter, email } = world();
    const { max } = ATTEMPT_LIMITS['login.address'];
    const outcomes = [];
    for (let at = 0; at <= max; at += 1) outcomes.push(await enter('203.0.113.7', WRONG, `${at}-${email}`));
    expect(outcomes.at(-2)).toEqual(WRONG_CREDENTIALS);
    expect(outcomes.at(-1)).toEqual(TOO_MANY);
  });

  it('lets no more guesses through when they come at once', async () => {
    const { enter, register, hashed } = world();
    await register();
    await Promise.all(Array.from({ length: HERE * 3 }, () => enter('203.0.113.8', WRONG)));
    expect(hashed).toHaveLength(HERE);
  });
});

describe('the answer to a login', () => {
  it('takes one hash, and one entry of the audit log, for a known user, an unknown and a suspended one', async () => {
    const { enter, register, hashed, email, deps } = world();
    const { user } = await register();
    const { orm } = testDatabase();
    const unknown = `nobody-${email}`;
    const entriesOf = (userId: string) =>
      orm
        .select()
        .from(auditLogs)
        .where(and(eq(auditLogs.user_id, userId), eq(auditLogs.action, 'accounts.sign_in_failed')));
    const strangers = and(isNull(auditLogs.user_id), eq(auditLogs.ip_address, '203.0.113.77'));
    expect(await enter('203.0.113.77', WRONG)).toEqual(WRONG_CREDENTIALS);
    expect(await enter('203.0.113.77', WRONG, unknown)).toEqual(WRONG_CREDENTIALS);
    await orm.update(users).set({ status: 'suspended' }).where(eq(users.id, user.id));
    expect(await enter('203.0.113.77', PASSWORD)).toEqual(WRONG_CREDENTIALS);
    expect(hashed).toHaveLength(3);
    expect(hashed.map((hash) => hash === null)).toEqual([false, true, false]);
    const entries = await entriesOf(user.id);
    expect(entries).toHaveLength(2);
    expect(await orm.$count(auditLogs, strangers)).toBe(1);
    expect(JSON.stringify(entries)).not.toContain(WRONG);
    expect(deps.passwords.isOutdated('')).toBe(false);
  });

  it('writes down who came in, how, and from where', async () => {
    const { enter, register } = world();
    const { user } = await register();
    expect(await enter('203.0.113.10')).toBe('in');
    const told = and(eq(auditLogs.user_id, user.id), eq(auditLogs.action, 'accounts.signed_in'));
    expect(await testDatabase().orm.select().from(auditLogs).where(told)).toMatchObject([
      { workspace_id: null, target_id: user.id, ip_address: '203.0.113.10', details: { method: 'password' } },
    ]);
  });

  it('hashes the password anew when hashing has become dearer, after a right one alone', async () => {
    const { deps, register, email } = world();
    const { user } = await register();
    const hashOf = async () => (await deps.accounts.findForLogin(email))?.passwordHash ?? '';
    const dearer = { ...deps, passwords: createPasswords('a pepper of the tests, 32 characters', 5) };
    const client = { ip: null, userAgent: null };
    const before = await hashOf();
    await expect(logIn(dearer, client, { email, password: WRONG })).rejects.toMatchObject(WRONG_CREDENTIALS);
    expect(await hashOf()).toBe(before);
    expect(await logIn(dearer, client, { email, password: PASSWORD })).toMatchObject({ user: { id: user.id } });
    expect(await hashOf()).toMatch(/^\$2b\$05\$/);
    expect(await logIn(dearer, client, { email, password: PASSWORD })).toMatchObject({ user: { id: user.id } });
  });
});

describe('a registration', () => {
  it('is limited by the network that it comes from', async () => {
    const { deps } = world();
    const { max } = ATTEMPT_LIMITS['register.address'];
    const register = (at: number) =>
      registerUser(
        deps,
        { ip: '203.0.113.200', userAgent: null },
        { email: `${at}-${crypto.randomUUID()}@example.com`, password: PASSWORD, first_name: '', last_name: '' },
      );
    for (let at = 0; at < max; at += 1) await register(at);
    await expect(register(max)).rejects.toMatchObject(TOO_MANY);
  });
});

describe('counts of tries', () => {
  it('are deleted when their window is over, and no sooner', async () => {
    const { orm } = testDatabase();
    const row = { kind: 'login.account', count: 1 };
    const [over, open] = [crypto.randomUUID(), crypto.randomUUID()];
    await orm.insert(attempts).values([
      { ...row, subject_hash: over, expires_at: new Date(Date.now() - 60_000) },
      { ...row, subject_hash: open, expires_at: new Date(Date.now() + 60_000) },
    ]);
    await expireAttempts(createDependencies(env).databases.system);
    expect(await orm.$count(attempts, eq(attempts.subject_hash, over))).toBe(0);
    expect(await orm.$count(attempts, eq(attempts.subject_hash, open))).toBe(1);
  });
});

describe('POST /auth/login', () => {
  it('answers 429 with Retry-After', async () => {
    const { email } = await newUser(app);
    const request = () =>
      app.request('/api/v1/auth/login', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'cf-connecting-ip': '203.0.113.99' },
        body: JSON.stringify({ email: email.toUpperCase(), password: WRONG }),
      });
    const answers = [];
    for (let at = 0; at <= HERE; at += 1) answers.push(await request());
    const last = answers.at(-1);
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(800);
  });
});
