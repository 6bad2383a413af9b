import { createHmac } from 'node:crypto';
import { base64url, CompactSign, decodeJwt, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { ACCESS_TOKEN_SECONDS, createAccessTokens } from '../../src/security/tokens.ts';

const SECRET = 'a secret of the tests, 32 characters';
const KEY = new TextEncoder().encode(SECRET);
const NOW = Date.UTC(2026, 10, 29);
const SECONDS = NOW / 1000;
const USER = '019a0000-0000-7000-8000-000000000011';
const SESSION = '019a0000-0000-7000-8000-000000000021';
const OURS = {
  sub: USER,
  sid: SESSION,
  iss: 'linkflow',
  aud: 'linkflow-api',
  iat: SECONDS,
  exp: SECONDS + ACCESS_TOKEN_SECONDS,
};
const tokens = createAccessTokens(SECRET);

type Json = { readonly [name: string]: unknown };

/** A token with exactly this header and payload, signed as HS256 under our secret whatever the header says. */
function signed(header: Json, payload: Json, hash = 'sha256'): string {
  const text = [header, payload].map((part) => base64url.encode(JSON.stringify(part))).join('.');
  return `${text}.${createHmac(hash, SECRET).update(text).digest('base64url')}`;
}

const HEADER = { alg: 'HS256', typ: 'at+jwt' };

function claims(changed: Json): string {
  return signed(HEADER, { ...OURS, ...changed });
}

describe('access tokens', () => {
  it('are what jose takes, by the same rules', async () => {
    const token = await tokens.sign({ userId: USER, sessionId: SESSION }, NOW);
    const { payload, protectedHeader } = await jwtVerify(token, KEY, {
      algorithms: ['HS256'],
      typ: 'at+jwt',
      issuer: 'linkflow',
      audience: 'linkflow-api',
      currentDate: new Date(NOW),
    });
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'at+jwt' });
    expect(payload).toMatchObject(OURS);
  });

  it('are taken from jose, and so is what this test signs by hand', async () => {
    const token = await new SignJWT(OURS).setProtectedHeader(HEADER).sign(KEY);
    expect(await tokens.verify(token, NOW)).toEqual({ userId: USER, sessionId: SESSION });
    expect(claims({})).toBe(token);
  });

  it.each([
    ['none', 'none'],
    ['None', 'None'],
    ['nOnE', 'nOnE'],
    ['nothing', ''],
  ])('are not taken with the algorithm %s', async (_name, alg) => {
    const text = [{ alg, typ: 'at+jwt' }, OURS].map((part) => base64url.encode(JSON.stringify(part))).join('.');
    expect(await tokens.verify(`${text}.`, NOW)).toBeNull();
    expect(await tokens.verify(signed({ alg, typ: 'at+jwt' }, OURS), NOW)).toBeNull();
  });

  it.each([
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
    ['RS256', 'sha256'],
    ['ES256', 'sha256'],
    ['EdDSA', 'sha256'],
    ['hs256', 'sha256'],
  ])('are not taken as %s, though the secret is right', async (alg, hash) => {
    expect(await tokens.verify(signed({ alg, typ: 'at+jwt' }, OURS, hash), NOW)).toBeNull();
  });

  it('are not taken from a key of the sender’s own, named in whatever way', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const mine = new TextEncoder().encode('a key of the attacker, 32 characters');
    const payload = new TextEncoder().encode(JSON.stringify(OURS));
    const named = [
      { jwk },
      { kid: '../../dev/null' },
      { kid: "x' UNION SELECT 'secret" },
      { jku: 'http://127.0.0.1:9/jwks.json' },
      { x5u: 'http://127.0.0.1:9/chain.pem' },
    ];
    for (const extra of named) {
      const asymmetric = await new CompactSign(payload)
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', ...extra })
        .sign(privateKey);
      const symmetric = await new CompactSign(payload).setProtectedHeader({ ...HEADER, ...extra }).sign(mine);
      expect(await tokens.verify(asymmetric, NOW)).toBeNull();
      expect(await tokens.verify(symmetric, NOW)).toBeNull();
    }
    const octets = { kty: 'oct', k: base64url.encode(mine) };
    const own = await new CompactSign(payload).setProtectedHeader({ ...HEADER, jwk: octets }).sign(mine);
    expect(await tokens.verify(own, NOW)).toBeNull();
    const empty = await new CompactSign(payload).setProtectedHeader(HEADER).sign(new Uint8Array(32));
    expect(await tokens.verify(empty, NOW)).toBeNull();
  });

  it.each([
    ['of another type', signed({ alg: 'HS256', typ: 'JWT' }, OURS)],
    ['without a type', signed({ alg: 'HS256' }, OURS)],
    ['with an extension that we do not know', signed({ ...HEADER, crit: ['exp2'], exp2: 1 }, OURS)],
    ['with an unencoded payload', signed({ ...HEADER, crit: ['b64'], b64: false }, OURS)],
    ['of another issuer', claims({ iss: 'linkflow.evil' })],
    ['without an issuer', claims({ iss: undefined })],
    ['for another audience', claims({ aud: 'linkflow' })],
    ['for no audience', claims({ aud: undefined })],
    ['for other audiences', claims({ aud: ['a', 'b'] })],
    ['without an expiry', claims({ exp: undefined })],
    ['whose expiry is a text', claims({ exp: String(OURS.exp) })],
    ['whose expiry is a text that is no number', claims({ exp: 'never' })],
    ['whose expiry is nothing', claims({ exp: null })],
    ['whose expiry is a list', claims({ exp: [OURS.exp] })],
    ['that has expired', claims({ exp: SECONDS })],
    ['that expired before the epoch', claims({ exp: -1 })],
    ['that expires in the far future', claims({ exp: 32_503_680_000 })],
    ['that expires in a number that JSON can’t hold', claims({ exp: Number.MAX_VALUE })],
    ['that is good for longer than ours', claims({ exp: SECONDS + ACCESS_TOKEN_SECONDS + 61 })],
    ['that was issued in the far future', claims({ iat: SECONDS + 3600 })],
    ['whose moment of issue is a text', claims({ iat: String(SECONDS) })],
    ['that is not good yet', claims({ nbf: SECONDS + 1 })],
    ['that is good from the far future on', claims({ nbf: 32_503_680_000 })],
    ['whose beginning is a text', claims({ nbf: '0' })],
    ['without a user', claims({ sub: undefined })],
    ['whose user is no id', claims({ sub: 'admin' })],
    ['whose user is an object', claims({ sub: { $ne: null } })],
    ['without a session', claims({ sid: undefined })],
    ['whose session is a list', claims({ sid: [SESSION] })],
  ])('are not taken %s', async (_name, token) => {
    expect(await tokens.verify(token, NOW)).toBeNull();
  });

  it('bear with clocks that are a little apart', async () => {
    const ahead = await tokens.sign({ userId: USER, sessionId: SESSION }, NOW + 30_000);
    expect(await tokens.verify(ahead, NOW)).toEqual({ userId: USER, sessionId: SESSION });
  });

  it('are not taken with a signature of other bytes, fewer, or more', async () => {
    const token = claims({});
    const [header = '', payload = '', signature = ''] = token.split('.');
    const bytes = base64url.decode(signature);
    const others = [
      bytes.subarray(0, 16),
      bytes.subarray(1),
      new Uint8Array([...bytes, 0]),
      new Uint8Array(32),
      bytes.map((byte, index) => (index === 31 ? byte ^ 1 : byte)),
    ];
    for (const other of others) {
      expect(await tokens.verify(`${header}.${payload}.${base64url.encode(other)}`, NOW)).toBeNull();
    }
    const swapped = base64url.encode(JSON.stringify({ ...decodeJwt(token), sub: SESSION }));
    expect(await tokens.verify(`${header}.${swapped}.${signature}`, NOW)).toBeNull();
    expect(await tokens.verify(`${token}.${signature}`, NOW)).toBeNull();
  });
});
