import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '../../src/shared/ids.ts';
import { linksTo, tokenTo } from '../support/accounts/account-mail.ts';
import { createAuthenticator } from '../support/accounts/authenticator.ts';
import { addPasskey, codeAt, proposeTotp, signInWithPasskey } from '../support/accounts/factors.ts';
import { bearerOf, call, type Headers, newUser, PASSWORD } from '../support/api-client.ts';
import { testDatabase } from '../support/test-database.ts';
import { appWithProviders, hintOf, newBrowser } from './providers/browser.ts';

const app = appWithProviders({ env: { REGISTRATION: 'open', PUBLIC_URL: 'https://flows.test' } });
const home = appWithProviders({ env: { REGISTRATION: 'open', PUBLIC_URL: '' } });
const NEW = 'staple battery horse';
/** Somebody who registered with an address that is not theirs, and is signed in. */
let stranger: Awaited<ReturnType<typeof newUser>>;

beforeEach(async () => {
  stranger = await newUser(app);
});

function post(path: string, body?: unknown, headers: Headers = {}) {
  return call(app, { method: 'POST', path: `/api/v1/${path}`, ...(body !== undefined && { body }) }, headers);
}

function me(headers: Headers) {
  return call(app, { method: 'GET', path: '/api/v1/users/me' }, headers);
}

/** Links an account at a provider. Gives what signs in with it. */
async function linkIdentity() {
  const person = { name: newId(Date.now()), email: `${newId(Date.now())}@evil.example` };
  const browser = newBrowser(app);
  const begun = await browser.post(
    '/api/v1/users/me/identities',
    { provider: 'corp', return_to: '/' },
    { ...stranger.bearer },
  );
  const { authorization_url } = z.object({ authorization_url: z.string() }).parse(await begun.json());
  await browser.get(await browser.consent(authorization_url, hintOf(person)));
  return async (): Promise<boolean> => {
    const again = newBrowser(app);
    await again.signIn(person);
    if (!again.ours.has('__Host-linkflow-refresh')) return false;
    const refreshed = await (await again.post('/api/v1/auth/refresh', { session: 'cookie' })).json();
    const { tokens } = z.object({ tokens: z.object({ access_token: z.string() }) }).parse(refreshed);
    return Object((await me(bearerOf(tokens.access_token))).body).id === stranger.user.id;
  };
}

async function makeKey(service_role: string | null) {
  const path = `workspaces/${stranger.workspace.id}`;
  const made = await post(`${path}/api-keys`, { name: 'k', scopes: ['workspace:read'], service_role }, stranger.bearer);
  const { key } = z.object({ key: z.string() }).parse(made.body);
  return async (): Promise<boolean> =>
    (await call(app, { method: 'GET', path: `/api/v1/${path}` }, { 'x-api-key': key })).status === 200;
}

/** Invites by a link. Gives whether somebody new comes in by it. */
async function invite() {
  const path = `workspaces/${stranger.workspace.id}/invitations`;
  const { body } = await post(path, { type: 'link', role: 'viewer', max_uses: 5 }, stranger.bearer);
  const { token } = z.object({ token: z.string() }).parse(body);
  return async (): Promise<boolean> =>
    (await post('invitations/accept', { token }, (await newUser(app)).bearer)).status === 200;
}

async function accomplice() {
  const friend = await newUser(app);
  const { body } = await post(
    `workspaces/${stranger.workspace.id}/invitations`,
    { type: 'link', role: 'admin' },
    stranger.bearer,
  );
  await post('invitations/accept', { token: Object(body).token }, friend.bearer);
  return async (): Promise<boolean> =>
    (await call(app, { method: 'GET', path: `/api/v1/workspaces/${stranger.workspace.id}` }, friend.bearer)).status ===
    200;
}

async function askForAnotherAddress() {
  const email = `${newId(Date.now())}@evil.example`;
  await post('users/me/email', { email }, stranger.bearer);
  const token = await tokenTo(email, 'new address');
  return async (): Promise<boolean> => (await post('auth/verify-email', { token })).status === 204;
}

async function session() {
  return async (): Promise<boolean> => {
    const { refresh_token } = stranger.tokens;
    return (await me(stranger.bearer)).status === 200 || (await post('auth/refresh', { refresh_token })).status === 200;
  };
}

/** What a stranger leaves to get in by. Each gives whether it still leads in. */
const WAYS = {
  'an identity at a provider': linkIdentity,
  'an API key': () => makeKey(null),
  'a service key': () => makeKey('admin'),
  'an invitation by link': invite,
  'another member of the personal workspace': accomplice,
  'a link to another address': askForAnotherAddress,
  'a session': session,
};

/** How the owner of the mailbox comes. */
const PROOFS = {
  'opens the link': async () =>
    (await post('auth/verify-email', { token: await tokenTo(stranger.email, 'Confirm your address') })).status,
  'opens the page of the link': async () => {
    const [link = ''] = await linksTo(stranger.email, 'Confirm your address');
    return (await app.request(link, { method: 'POST' })).status === 200 ? 204 : 0;
  },
  'sets a new password': async () => {
    await post('auth/password/forgot', { email: stranger.email });
    const token = await tokenTo(stranger.email, 'new password');
    return (await post('auth/password/reset', { token, password: NEW })).status;
  },
};

const cases = Object.entries(PROOFS).flatMap(([proof, prove]) =>
  Object.entries(WAYS).map(([way, leave]) => [proof, way, prove, leave] as const),
);

describe('when the owner of a mailbox comes, with whose address a stranger registered', () => {
  it.each(cases)('and %s, %s leads in no more', async (_proof, way, prove, leave) => {
    const leadsIn = await leave();
    if (way !== 'a link to another address') expect(await leadsIn()).toBe(true);
    expect(await prove()).toBe(204);
    expect(await leadsIn()).toBe(false);
  });

  it.each(Object.entries(PROOFS))('and %s, passkeys, apps and recovery codes are gone', async (_proof, prove) => {
    const device = await createAuthenticator();
    expect((await addPasskey(home, stranger.bearer, device)).status).toBe(201);
    const { secret } = await proposeTotp(app, stranger.bearer);
    await post('users/me/factors/totp/confirm', { code: codeAt(secret, Date.now()) }, stranger.bearer);
    expect((await signInWithPasskey(home, device)).status).toBe(200);
    expect(await prove()).toBe(204);
    expect((await signInWithPasskey(home, device)).status).toBe(401);
    const left = await testDatabase().sql.query(
      `SELECT mfa_enabled, mfa_secret, mfa_confirmed_at, (SELECT count(*)::int FROM recovery_codes WHERE user_id = u.id) AS codes
      FROM users u WHERE id = $1::uuid`,
      [stranger.user.id],
    );
    expect(left).toEqual([{ mfa_enabled: false, mfa_secret: null, mfa_confirmed_at: null, codes: 0 }]);
  });

  it('a password stays if they only open the link, and a new one ends it', async () => {
    await PROOFS['opens the link']();
    expect((await post('auth/login', { email: stranger.email, password: PASSWORD })).status).toBe(200);
    await PROOFS['sets a new password']();
    expect((await post('auth/login', { email: stranger.email, password: PASSWORD })).status).toBe(401);
    expect((await post('auth/login', { email: stranger.email, password: NEW })).status).toBe(200);
  });
});

describe('whoever registered and opens the link themselves', () => {
  it('keeps all, if an access token shows that they are signed in', async () => {
    const leadIn = await Promise.all([makeKey(null), session()]);
    const device = await createAuthenticator();
    await addPasskey(home, stranger.bearer, device);
    const token = await tokenTo(stranger.email, 'Confirm your address');
    expect((await post('auth/verify-email', { token }, stranger.bearer)).status).toBe(204);
    expect(await Promise.all(leadIn.map((check) => check()))).toEqual([true, true]);
    expect((await signInWithPasskey(home, device)).status).toBe(200);
  });

  it('keeps all, if the cookie of the browser shows it', async () => {
    const browser = newBrowser(app);
    const email = `${newId(Date.now())}@example.com`;
    await browser.post('/api/v1/auth/register', { email, password: PASSWORD, session: 'cookie' });
    const [link = ''] = await linksTo(email, 'Confirm your address');
    expect((await browser.post(link, {})).status).toBe(200);
    expect((await browser.post('/api/v1/auth/refresh', { session: 'cookie' })).status).toBe(200);
  });

  it('keeps nothing by the session of somebody else, or one that has ended', async () => {
    const other = await newUser(app);
    const leadsIn = await makeKey(null);
    await post('auth/logout', undefined, stranger.bearer);
    for (const [bearer, status] of [
      [stranger.bearer, 204],
      [other.bearer, 410],
    ] as const) {
      const token = await tokenTo(stranger.email, 'Confirm your address');
      expect((await post('auth/verify-email', { token }, bearer)).status).toBe(status);
    }
    expect(await leadsIn()).toBe(false);
    expect((await me(other.bearer)).status).toBe(200);
  });
});

it('a proof after the first takes nothing away', async () => {
  const token = await tokenTo(stranger.email, 'Confirm your address');
  await post('auth/verify-email', { token }, stranger.bearer);
  const leadIn = await Promise.all([makeKey(null), linkIdentity()]);
  await PROOFS['sets a new password']();
  expect(await Promise.all(leadIn.map((check) => check()))).toEqual([true, true]);
});
