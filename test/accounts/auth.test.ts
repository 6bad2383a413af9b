import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { refreshedSchema } from '../../src/accounts/accounts.schemas.ts';
import { sessions, users } from '../../src/accounts/accounts.table.ts';
import type { App } from '../../src/http/app-types.ts';
import { hashSecret } from '../../src/security/secret-hash.ts';
import { newId } from '../../src/shared/ids.ts';
import { workspaces } from '../../src/workspaces/workspaces.table.ts';
import { bearerOf, call, logIn, newUser, PASSWORD } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { otherSpellings } from '../support/texts/spellings.ts';

const app: App = testApp();

type SignedIn = Awaited<ReturnType<typeof newUser>>;

function post(path: string, body: unknown) {
  return call(app, { method: 'POST', path: `/api/v1/auth/${path}`, body });
}

function status(path: string, accessToken: string): Promise<number> {
  return call(app, { method: 'GET', path }, bearerOf(accessToken)).then((response) => response.status);
}

describe('POST /auth/register', () => {
  it('makes a user with a personal workspace, and signs them in', async () => {
    const { user, workspace, bearer } = await newUser(app);
    expect(workspace).toMatchObject({ name: "Ada's workspace", is_personal: true, role: 'owner', owner_id: user.id });
    const me = await call(app, { method: 'GET', path: '/api/v1/users/me' }, bearer);
    expect(me.body).toEqual(user);
    const path = `/api/v1/workspaces/${workspace.id}`;
    expect((await call(app, { method: 'GET', path }, bearer)).body).toEqual(workspace);
  });

  it('takes an email once, however it is written', async () => {
    const { email } = await newUser(app);
    const again = await post('register', { email: ` ${email.toUpperCase()} `, password: PASSWORD });
    expect(again).toMatchObject({ status: 409, body: { code: 'accounts.email_taken' } });
  });

  it('leaves nothing by half when the email is taken', async () => {
    const { email } = await newUser(app);
    const first_name = `Unlucky ${newId(Date.now())}`;
    await post('register', { email, password: PASSWORD, first_name });
    const { orm } = testDatabase();
    expect(await orm.$count(workspaces, eq(workspaces.name, `${first_name}'s workspace`))).toBe(0);
    expect(await orm.$count(users, eq(users.first_name, first_name))).toBe(0);
  });

  it('lets one of two win who register the same email at once', async () => {
    const body = { email: `race-${Date.now()}@example.com`, password: PASSWORD };
    const both = await Promise.all([post('register', body), post('register', body)]);
    expect(both.map((response) => response.status).sort()).toEqual([201, 409]);
  });

  it.each([
    ['a short password', { email: 'a@example.com', password: 'short' }, ['password']],
    ['a very long password', { email: 'a@example.com', password: 'x'.repeat(257) }, ['password']],
    ['what is no email', { email: 'nobody', password: PASSWORD }, ['email']],
    ['an unknown field', { email: 'a@example.com', password: PASSWORD, role: 'owner' }, ['role']],
  ])('refuses %s', async (_name, body, path) => {
    const response = await post('register', body);
    expect(response).toMatchObject({ status: 400, body: { code: 'input.invalid', errors: [{ path, in: 'body' }] } });
  });

  it('cuts a long name between characters, never within one', async () => {
    const email = `${newId(Date.now())}@example.com`;
    const response = await post('register', { email, password: PASSWORD, first_name: `${'x'.repeat(79)}😀` });
    expect(response).toMatchObject({ status: 201, body: { workspace: { name: `${'x'.repeat(79)}'s workspace` } } });
  });

  it('stores no password and no token, only hashes', async () => {
    const { user, tokens } = await newUser(app);
    const { orm } = testDatabase();
    const [row] = await orm.select().from(users).where(eq(users.id, user.id));
    expect(row?.password_hash).toMatch(/^\$2b\$10\$/);
    const stored = JSON.stringify(await orm.select().from(sessions).where(eq(sessions.user_id, user.id)));
    expect(stored).not.toContain(tokens.refresh_token);
    expect(stored).not.toContain(tokens.access_token);
  });
});

describe('POST /auth/login', () => {
  it('opens a session of its own', async () => {
    const { email, user, tokens } = await newUser(app);
    const loggedIn = await logIn(app, email);
    expect(loggedIn.user).toEqual(user);
    expect(loggedIn.tokens.refresh_token).not.toBe(tokens.refresh_token);
  });

  it('answers the same for a wrong password and an unknown email', async () => {
    const { email } = await newUser(app);
    const wrong = await post('login', { email, password: 'wrong password' });
    const unknown = await post('login', { email: 'nobody@example.com', password: 'wrong password' });
    const expected = { status: 401, body: { code: 'auth.wrong_credentials', detail: 'Email or password is wrong.' } };
    expect(wrong).toMatchObject(expected);
    expect(unknown).toMatchObject(expected);
  });

  it('lets a suspended user neither in nor on', async () => {
    const { email, user, tokens } = await newUser(app);
    await testDatabase().orm.update(users).set({ status: 'suspended' }).where(eq(users.id, user.id));
    expect(await post('login', { email, password: PASSWORD })).toMatchObject({ status: 401 });
    expect(await status('/api/v1/users/me', tokens.access_token)).toBe(401);
    expect((await post('refresh', { refresh_token: tokens.refresh_token })).status).toBe(401);
  });
});

describe('POST /auth/refresh', () => {
  let first: SignedIn;

  beforeAll(async () => {
    first = await newUser(app);
  });

  it('gives new tokens, and ends the session when the old one is used again later', async () => {
    const refreshed = await post('refresh', { refresh_token: first.tokens.refresh_token });
    expect(refreshed).toMatchObject({ status: 200, body: { tokens: { token_type: 'Bearer', expires_in: 900 } } });
    const { tokens } = JSON.parse(JSON.stringify(refreshed.body));
    expect(await status('/api/v1/users/me', tokens.access_token)).toBe(200);

    const later = testApp({ now: () => Date.now() + 11_000 });
    const body = { refresh_token: first.tokens.refresh_token };
    const reused = await call(later, { method: 'POST', path: '/api/v1/auth/refresh', body });
    expect(reused).toMatchObject({ status: 401, body: { code: 'auth.refresh_token_invalid' } });
    expect(await status('/api/v1/users/me', tokens.access_token)).toBe(401);
    expect((await post('refresh', { refresh_token: tokens.refresh_token })).status).toBe(401);
  });

  it('leaves other sessions alone', async () => {
    const { tokens } = await logIn(app, first.email);
    expect(await status('/api/v1/users/me', tokens.access_token)).toBe(200);
  });

  it('refuses what is no refresh token', async () => {
    const { tokens } = await logIn(app, first.email);
    for (const refresh_token of ['x', tokens.access_token.slice(0, 200), `lfr.${first.user.id}.${'a'.repeat(43)}`]) {
      expect(await post('refresh', { refresh_token })).toMatchObject({ status: 401 });
    }
  });

  it('ends no session for a token that was never issued for it', async () => {
    const [mine, theirs] = [await newUser(app), await newUser(app)];
    const token = mine.tokens.refresh_token;
    const prefix = token.slice(0, -43);
    const secret = token.slice(-43);
    const forged = [
      'a'.repeat(43),
      theirs.tokens.refresh_token.slice(-43),
      secret.toLowerCase(),
      [...secret].reverse().join(''),
      ...otherSpellings(secret),
    ].map((other) => prefix + other);
    for (const refresh_token of [...forged, token.toUpperCase(), ` ${token}`, `${token}\n`, `${token}.${secret}`]) {
      expect((await post('refresh', { refresh_token })).status, refresh_token).toBe(401);
    }
    expect(await status('/api/v1/users/me', mine.tokens.access_token)).toBe(200);
    expect((await post('refresh', { refresh_token: token })).status).toBe(200);
  });

  it('ends the session for any token that was issued for it before, not for the last one alone', async () => {
    const { tokens } = await newUser(app);
    let latest: { access_token: string; refresh_token?: string | undefined } = tokens;
    for (let round = 0; round < 2; round += 1) {
      const refreshed = await post('refresh', { refresh_token: latest.refresh_token });
      latest = refreshedSchema.parse(refreshed.body).tokens;
    }
    expect((await post('refresh', { refresh_token: tokens.refresh_token })).status).toBe(401);
    expect(await status('/api/v1/users/me', latest.access_token)).toBe(401);
  });

  it('trades the token of a session that was opened before tokens were marked', async () => {
    const { tokens, user } = await newUser(app);
    const unmarked = tokens.refresh_token.slice(0, -43) + 'A'.repeat(43);
    const { orm } = testDatabase();
    await orm
      .update(sessions)
      .set({ refresh_hash: hashSecret(unmarked) })
      .where(eq(sessions.user_id, user.id));
    expect((await post('refresh', { refresh_token: unmarked })).status).toBe(200);
  });

  it('refuses after 30 days', async () => {
    const { tokens } = await logIn(app, first.email);
    const later = testApp({ now: () => Date.now() + 31 * 24 * 3600 * 1000 });
    const body = { refresh_token: tokens.refresh_token };
    expect((await call(later, { method: 'POST', path: '/api/v1/auth/refresh', body })).status).toBe(401);
  });

  it('refuses 90 days after the login, however often the session was refreshed', async () => {
    const DAY = 24 * 3600 * 1000;
    let token = (await logIn(app, first.email)).tokens.refresh_token ?? '';
    const refresh = async (days: number) => {
      const later = testApp({ now: () => Date.now() + days * DAY });
      const body = { refresh_token: token };
      return call(later, { method: 'POST', path: '/api/v1/auth/refresh', body });
    };
    for (const days of [29, 58, 87]) {
      const answer = await refresh(days);
      expect([days, answer.status]).toEqual([days, 200]);
      token = refreshedSchema.parse(answer.body).tokens.refresh_token ?? '';
    }
    expect((await refresh(91)).status).toBe(401);
  });
});

describe('POST /auth/logout', () => {
  it('ends the session for its access token and its refresh token', async () => {
    const { tokens, bearer } = await newUser(app);
    const response = await call(app, { method: 'POST', path: '/api/v1/auth/logout' }, bearer);
    expect(response).toMatchObject({ status: 204, body: null });
    expect(await status('/api/v1/users/me', tokens.access_token)).toBe(401);
    expect((await post('refresh', { refresh_token: tokens.refresh_token })).status).toBe(401);
  });

  it.each([
    ['no token', () => ''],
    [
      'an access token that is spelled otherwise',
      ({ tokens }: SignedIn) => otherSpellings(tokens.access_token)[0] ?? '',
    ],
    ['the refresh token', ({ tokens }: SignedIn) => tokens.refresh_token],
    ['the id of the session', ({ tokens }: SignedIn) => tokens.refresh_token.split('.')[1] ?? ''],
  ])('ends nothing for %s', async (_name, tokenOf) => {
    const user = await newUser(app);
    const headers = bearerOf(tokenOf(user));
    expect((await call(app, { method: 'POST', path: '/api/v1/auth/logout' }, headers)).status).toBe(401);
    expect(await status('/api/v1/users/me', user.tokens.access_token)).toBe(200);
  });

  it('needs a session', async () => {
    expect((await call(app, { method: 'POST', path: '/api/v1/auth/logout' })).status).toBe(401);
  });
});
