import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { sessions, users } from '../../../src/accounts/accounts.table.ts';
import { auditLogs } from '../../../src/audit/audit.table.ts';
import { call, logIn, newUser } from '../../support/api-client.ts';
import { createAuthenticator } from '../../support/authenticator.ts';
import {
  addPasskey,
  appWithClock,
  bearerIn,
  creationFor,
  HOME,
  optionsFor,
  post,
  proposeTotp,
  signInWithPasskey,
  userWithPasskey,
} from '../../support/factors.ts';
import { testApp } from '../../support/test-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const { app, clock } = appWithClock();
const path = '/api/v1/users/me/passkeys';
const me = { method: 'GET', path: '/api/v1/users/me' };
const INVALID = { status: 422, body: { code: 'passkeys.invalid' } };
const REFUSED = { status: 401, body: { code: 'auth.wrong_proof' } };

describe('adding a passkey', () => {
  it('offers what a browser needs, for this user and name', async () => {
    const { bearer, email } = await newUser(app);
    expect((await post(app, '/users/me/passkeys/options', undefined, bearer)).body).toMatchObject({
      rp: { id: 'localhost', name: 'LinkFlow' },
      user: { name: email, displayName: 'Ada Lovelace' },
      attestation: 'none',
      excludeCredentials: [],
    });
  });

  it('makes it a factor, brings recovery codes, and ends the sessions that passed none', async () => {
    const { bearer, email } = await newUser(app);
    const other = await logIn(app, email);
    const added = await addPasskey(app, bearer, await createAuthenticator());
    expect(added).toMatchObject({
      status: 201,
      body: { passkey: { name: 'Laptop', rp_id: 'localhost', last_used_at: null }, recovery_codes: { length: 10 } },
    });
    expect((await call(app, me, bearer)).body).toMatchObject({ mfa_enabled: true });
    expect((await call(app, me, { authorization: `Bearer ${other.tokens.access_token}` })).status).toBe(401);
    expect(await addPasskey(app, bearer, await createAuthenticator())).toMatchObject({
      status: 201,
      body: { recovery_codes: null },
    });
    const listed = await call(app, { method: 'GET', path }, bearer);
    expect(listed.body).toMatchObject({ data: [{ name: 'Laptop' }, { name: 'Laptop' }] });
  });

  it('accepts an answer once, also of many at once', async () => {
    const { bearer } = await newUser(app);
    const options = await creationFor(app, bearer);
    const devices = await Promise.all(Array.from({ length: 4 }, () => createAuthenticator()));
    const answers = await Promise.all(
      devices.map(async (device) =>
        post(app, '/users/me/passkeys', { name: 'x', credential: await device.create(options, HOME) }, bearer),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
  });

  it('refuses a challenge of another user, of another session, of another purpose, and one that is over', async () => {
    const [mine, theirs] = [await newUser(app), await newUser(app)];
    const device = await createAuthenticator();
    const add = async (challenge: string) => {
      const options = { ...(await creationFor(app, mine.bearer)), challenge };
      return post(
        app,
        '/users/me/passkeys',
        { name: 'x', credential: await device.create(options, HOME) },
        mine.bearer,
      );
    };
    const other = await logIn(app, mine.email);
    const otherBearer = { authorization: `Bearer ${other.tokens.access_token}` };
    expect(await add((await creationFor(app, theirs.bearer)).challenge)).toMatchObject(INVALID);
    expect(await add((await creationFor(app, otherBearer)).challenge)).toMatchObject(INVALID);
    expect(await add((await optionsFor(app, '/auth/passkey/options')).challenge)).toMatchObject(INVALID);
    expect(await add('Y2hhbGxlbmdl')).toMatchObject(INVALID);
    const { challenge } = await creationFor(app, mine.bearer);
    clock.now += 5 * 60 * 1000;
    expect(await add(challenge)).toMatchObject(INVALID);
    expect((await add((await creationFor(app, mine.bearer)).challenge)).status).toBe(201);
  });

  it('refuses one made on another page or under another name', async () => {
    const { bearer } = await newUser(app);
    for (const place of [
      { origin: 'https://evil.example' },
      { ...HOME, rpId: 'evil.example' },
      { ...HOME, crossOrigin: true },
    ]) {
      const device = await createAuthenticator();
      const credential = await device.create(await creationFor(app, bearer), place);
      expect(await post(app, '/users/me/passkeys', { name: 'x', credential }, bearer)).toMatchObject(INVALID);
    }
  });

  it('refuses one that is registered already, whoever has it', async () => {
    const { device } = await userWithPasskey(app);
    const thief = await newUser(app);
    expect(await addPasskey(app, thief.bearer, device)).toMatchObject({
      status: 409,
      body: { code: 'passkeys.known' },
    });
    expect((await call(app, me, thief.bearer)).body).toMatchObject({ mfa_enabled: false });
  });

  it('refuses nonsense with a problem, never with 500', async () => {
    const { bearer } = await newUser(app);
    const device = await createAuthenticator();
    const { response, ...credential } = await device.create(await creationFor(app, bearer), HOME);
    for (const broken of ['AA', 'gg'.repeat(5000), response.clientDataJSON]) {
      const body = { name: 'x', credential: { ...credential, response: { ...response, attestationObject: broken } } };
      expect(await post(app, '/users/me/passkeys', body, bearer)).toMatchObject(INVALID);
    }
    for (const body of [
      {},
      { name: 'x' },
      { name: '', credential },
      { name: 'x', credential: { ...credential, response: { ...response, clientDataJSON: 'ä' } } },
    ]) {
      expect((await post(app, '/users/me/passkeys', body, bearer)).status).toBe(400);
    }
  });

  it('needs a name, a fresh proof and a session', async () => {
    const { bearer } = await newUser(app);
    const numbered = await app.request('http://127.0.0.1:8787/api/v1/users/me/passkeys/options', {
      method: 'POST',
      headers: bearer,
    });
    expect(await numbered.json()).toMatchObject({ status: 422, code: 'passkeys.name_needed' });
    expect((await post(app, '/users/me/passkeys/options')).status).toBe(401);
    clock.now += 10 * 60 * 1000;
    for (const [method, below] of [
      ['POST', ''],
      ['POST', '/options'],
      ['DELETE', '/019a0000-0000-7000-8000-000000000001'],
    ] as const) {
      expect((await call(app, { method, path: `${path}${below}` }, bearer)).status, below).toBe(403);
    }
  });
});

describe('changing passkeys', () => {
  it('renames and removes one, and with the last factor the recovery codes go', async () => {
    const { bearer, passkeyId, email, user } = await userWithPasskey(app);
    const one = `${path}/${passkeyId}`;
    expect((await call(app, { method: 'PATCH', path: one, body: { name: ' Key ring ' } }, bearer)).status).toBe(204);
    expect((await call(app, { method: 'GET', path }, bearer)).body).toMatchObject({ data: [{ name: 'Key ring' }] });
    expect((await call(app, { method: 'DELETE', path: one }, bearer)).status).toBe(204);
    expect((await logIn(app, email)).user).toMatchObject({ mfa_enabled: false });
    const factors = await call(app, { method: 'GET', path: '/api/v1/users/me/factors' }, bearer);
    expect(factors.body).toEqual({ totp: null, passkeys: 0, recovery_codes_left: 0 });
    const rows = await testDatabase().orm.select().from(auditLogs).where(eq(auditLogs.user_id, user.id));
    const actions = rows.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['passkeys.added', 'passkeys.renamed', 'passkeys.removed']));
  });

  it('leaves no user with a factor asked for and none to show when all are removed at once', async () => {
    const { bearer, passkeyId, email } = await userWithPasskey(app);
    await addPasskey(app, bearer, await createAuthenticator());
    const { body } = await call(app, { method: 'GET', path }, bearer);
    const ids =
      JSON.stringify(body)
        .match(/"id":"[^"]+"/g)
        ?.map((text) => text.slice(6, -1)) ?? [];
    expect(ids).toContain(passkeyId);
    const removals = ids.map((id) => call(app, { method: 'DELETE', path: `${path}/${id}` }, bearer));
    expect((await Promise.all(removals)).map(({ status }) => status)).toEqual([204, 204]);
    expect((await logIn(app, email)).user).toMatchObject({ mfa_enabled: false });
  });

  it('finds none of another user', async () => {
    const [mine, theirs] = [await userWithPasskey(app), await newUser(app)];
    const one = `${path}/${mine.passkeyId}`;
    for (const change of [
      { method: 'PATCH', path: one, body: { name: 'x' } },
      { method: 'DELETE', path: one },
    ]) {
      expect(await call(app, change, theirs.bearer)).toMatchObject({
        status: 404,
        body: { code: 'passkeys.not_found' },
      });
    }
    expect((await call(app, { method: 'GET', path }, mine.bearer)).body).toMatchObject({ data: [{ name: 'Laptop' }] });
  });
});

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
