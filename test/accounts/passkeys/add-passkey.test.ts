import { describe, expect, it } from 'vitest';
import { createAuthenticator } from '../../support/accounts/authenticator.ts';
import {
  addPasskey,
  appWithClock,
  creationFor,
  HOME,
  optionsFor,
  post,
  userWithPasskey,
} from '../../support/accounts/factors.ts';
import { call, logIn, newUser } from '../../support/api-client.ts';

const { app, clock } = appWithClock();
const path = '/api/v1/users/me/passkeys';
const me = { method: 'GET', path: '/api/v1/users/me' };
const INVALID = { status: 422, body: { code: 'passkeys.invalid' } };

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
