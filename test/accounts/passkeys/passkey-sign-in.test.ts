import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { sessions, users } from '../../../src/accounts/accounts.table.ts';
import { auditLogs } from '../../../src/audit/audit.table.ts';
import { createAuthenticator } from '../../support/accounts/authenticator.ts';
import {
  appWithClock,
  bearerIn,
  HOME,
  optionsFor,
  post,
  proposeTotp,
  signInWithPasskey,
  userWithPasskey,
} from '../../support/accounts/factors.ts';
import { call } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const { app, clock } = appWithClock();
const path = '/api/v1/users/me/passkeys';
const me = { method: 'GET', path: '/api/v1/users/me' };
const REFUSED = { status: 401, body: { code: 'auth.wrong_proof' } };

describe('signing in with a passkey', () => {
  it('needs no password and no second factor', async () => {
    const { device, user } = await userWithPasskey(app);
    const signedIn = await signInWithPasskey(app, device);
    expect(signedIn).toMatchObject({ status: 200, body: { user: { id: user.id } } });
    expect((await call(app, me, bearerIn(signedIn.body))).status).toBe(200);
    const rows = await testDatabase().orm.select().from(sessions).where(eq(sessions.user_id, user.id));
    expect(rows.map(({ factor }) => factor)).toEqual(['passkey', 'passkey']);
  });

  it('takes an answer once, also of many at once', async () => {
    const { device } = await userWithPasskey(app);
    const credential = await device.get(await optionsFor(app, '/auth/passkey/options'), HOME);
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(app, '/auth/passkey', { credential })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
    expect(await post(app, '/auth/passkey', { credential })).toMatchObject(REFUSED);
  });

  it.each([
    ['on another page', { origin: 'https://evil.example' }],
    ['on another port', { origin: 'http://localhost:8080' }],
    ['under another name', { ...HOME, rpId: 'evil.example' }],
    ['without PIN, finger or face', { ...HOME, userVerified: false }],
    ["within somebody else's page", { ...HOME, crossOrigin: true }],
  ])('refuses one that was used %s', async (_name, place) => {
    const { device } = await userWithPasskey(app);
    const credential = await device.get(await optionsFor(app, '/auth/passkey/options'), place);
    expect(await post(app, '/auth/passkey', { credential })).toMatchObject(REFUSED);
  });

  it('refuses an unknown passkey, a challenge that is not ours, of another purpose, or over', async () => {
    const { device, bearer } = await userWithPasskey(app);
    const use = async (challenge: string, by = device) =>
      post(app, '/auth/passkey', { credential: await by.get({ challenge }, HOME) });
    const { challenge } = await optionsFor(app, '/auth/passkey/options');
    expect(await use(challenge, await createAuthenticator())).toMatchObject(REFUSED);
    expect(await use('Y2hhbGxlbmdl')).toMatchObject(REFUSED);
    const stepUp = await optionsFor(app, '/auth/step-up/options', undefined, bearer);
    expect(await use(stepUp.challenge)).toMatchObject(REFUSED);
    clock.now += 5 * 60 * 1000;
    expect(await use(challenge)).toMatchObject(REFUSED);
  });

  it('refuses the passkey of one user that names another, or nobody', async () => {
    const [mine, theirs] = [await userWithPasskey(app), await userWithPasskey(app)];
    const used = await mine.device.get(await optionsFor(app, '/auth/passkey/options'), HOME);
    const other = await theirs.device.get(await optionsFor(app, '/auth/passkey/options'), HOME);
    const { userHandle, ...anonymous } = used.response;
    expect(userHandle).not.toBe(other.response.userHandle);
    for (const response of [{ ...anonymous, userHandle: other.response.userHandle }, anonymous]) {
      expect(await post(app, '/auth/passkey', { credential: { ...used, response } })).toMatchObject(REFUSED);
    }
    const swapped = {
      ...used,
      id: other.id,
      rawId: other.id,
      response: { ...used.response, userHandle: other.response.userHandle },
    };
    expect(await post(app, '/auth/passkey', { credential: swapped })).toMatchObject(REFUSED);
    expect((await post(app, '/auth/passkey', { credential: used })).status).toBe(200);
  });

  it('refuses a device whose count stands still or goes back, and writes it down', async () => {
    const { device, user } = await userWithPasskey(app, 5);
    expect((await signInWithPasskey(app, device)).status).toBe(200);
    for (const count of [5, 2]) {
      device.setCounter(count);
      expect(await signInWithPasskey(app, device)).toMatchObject(REFUSED);
    }
    device.setCounter(6);
    expect((await signInWithPasskey(app, device)).status).toBe(200);
    const rows = await testDatabase().orm.select().from(auditLogs).where(eq(auditLogs.user_id, user.id));
    expect(rows.filter(({ action }) => action === 'passkeys.counter_regressed')).toHaveLength(2);
  });

  it('lets no suspended user in, and none whose passkey was removed', async () => {
    const [suspended, removed] = [await userWithPasskey(app), await userWithPasskey(app)];
    await testDatabase().orm.update(users).set({ status: 'suspended' }).where(eq(users.id, suspended.user.id));
    expect(await signInWithPasskey(app, suspended.device)).toMatchObject(REFUSED);
    await call(app, { method: 'DELETE', path: `${path}/${removed.passkeyId}` }, removed.bearer);
    expect(await signInWithPasskey(app, removed.device)).toMatchObject(REFUSED);
  });

  it('works under the public address alone, where there is one', async () => {
    const { device } = await userWithPasskey(app);
    const moved = testApp({ now: () => clock.now, env: { PUBLIC_URL: 'https://flows.example.com/' } });
    const options = await optionsFor(moved, '/auth/passkey/options');
    expect(options).toMatchObject({ rpId: 'flows.example.com', allowCredentials: [], userVerification: 'required' });
    for (const place of [HOME, { origin: 'https://flows.example.com' }]) {
      const credential = await device.get(options, place);
      expect(await post(moved, '/auth/passkey', { credential })).toMatchObject(REFUSED);
    }
  });
});

describe('a passkey as second factor and fresh proof', () => {
  it('passes the second step, without PIN, finger or face too', async () => {
    const { device, email } = await userWithPasskey(app);
    const first = await post(app, '/auth/login', { email, password: 'correct horse battery' });
    expect(first.body).toMatchObject({ factor_required: true, methods: ['passkey', 'recovery_code'] });
    const { ticket } = JSON.parse(JSON.stringify(first.body));
    const options = await optionsFor(app, '/auth/factor/options', { ticket });
    expect(options.allowCredentials).toMatchObject([{ id: device.id }]);
    const credential = await device.get(options, { ...HOME, userVerified: false });
    expect((await post(app, '/auth/factor', { ticket, method: 'passkey', credential })).status).toBe(200);
  });

  it('of one user passes no step of another', async () => {
    const [mine, theirs] = [await userWithPasskey(app), await userWithPasskey(app)];
    const first = await post(app, '/auth/login', { email: theirs.email, password: 'correct horse battery' });
    const { ticket } = JSON.parse(JSON.stringify(first.body));
    const credential = await mine.device.get(await optionsFor(app, '/auth/factor/options', { ticket }), HOME);
    expect(await post(app, '/auth/factor', { ticket, method: 'passkey', credential })).toMatchObject(REFUSED);
  });

  it('proves again who is signed in, in the session that asked', async () => {
    const { device, bearer } = await userWithPasskey(app);
    const other = bearerIn((await signInWithPasskey(app, device)).body);
    clock.now += 10 * 60 * 1000;
    const proof = async () => ({
      method: 'passkey',
      credential: await device.get(await optionsFor(app, '/auth/step-up/options', undefined, bearer), HOME),
    });
    expect((await post(app, '/auth/step-up', await proof(), other)).status).toBe(403);
    expect((await post(app, '/users/me/factors/totp', undefined, bearer)).status).toBe(403);
    expect((await post(app, '/auth/step-up', await proof(), bearer)).status).toBe(200);
    expect((await proposeTotp(app, bearer)).secret).toMatch(/^[A-Z2-7]{32}$/);
  });
});
