import { decodeProtectedHeader, exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';
import { jwtAction } from '../../../src/nodes/actions/jwt.ts';
import { JWT_ALGORITHMS } from '../../../src/nodes/tokens/config.ts';
import { jsonOf, NOW } from '../../support/node-run.ts';
import { otherSpellings } from '../../support/texts/spellings.ts';

const SECONDS = Math.floor(NOW / 1000);
const SECRET = { secret: 'a secret that is long enough for any of the algorithms, so it is longer than 64 bytes' };

async function run(config: JsonObject, data: JsonObject = SECRET): Promise<JsonValue | undefined> {
  const credential = { type: 'jwt', data, allowedHosts: [] };
  const [json] = await jsonOf(jwtAction, { items: [{}], config: { output_field: 'result', ...config }, credential });
  return json?.result;
}

const sign = async (config: JsonObject, data: JsonObject = SECRET) =>
  String(await run({ operation: 'sign', ...config }, data));

async function keysFor(algorithm: string): Promise<JsonObject> {
  if (algorithm.startsWith('HS')) return SECRET;
  const pair = await generateKeyPair(algorithm, { extractable: true });
  return { private_key: await exportPKCS8(pair.privateKey), public_key: await exportSPKI(pair.publicKey) };
}

describe('action.jwt', () => {
  test.each(JWT_ALGORITHMS)('signs and verifies with %s', async (algorithm) => {
    const keys = await keysFor(algorithm);
    const token = await sign({ algorithm, claims: { sub: 'ada' } }, keys);
    expect(await run({ operation: 'verify', algorithm, token }, keys)).toEqual({ iat: SECONDS, sub: 'ada' });
  });

  test('puts times, key id and claims into the token', async () => {
    const token = await sign({ claims: { a: [1] }, expires_in_seconds: 60, not_before_seconds: 0, key_id: 'k1' });
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'k1' });
    expect(await run({ operation: 'decode', token })).toEqual({
      a: [1],
      iat: SECONDS,
      exp: SECONDS + 60,
      nbf: SECONDS,
    });
  });

  test('leaves the time out if told so', async () => {
    expect(await run({ operation: 'decode', token: await sign({ issued_at: false }) })).toEqual({});
  });

  test('decodes header and claims without a key', async () => {
    const token = await sign({ claims: { a: 1 }, issued_at: false });
    expect(await run({ operation: 'decode', token, complete: true }, {})).toEqual({
      header: { alg: 'HS256', typ: 'JWT' },
      payload: { a: 1 },
    });
  });

  const verify = (token: string, config: JsonObject = {}) => run({ operation: 'verify', token, ...config });

  test.each<[string, JsonObject, JsonObject, string]>([
    ['an expired token', { claims: { exp: SECONDS - 10 } }, {}, 'jwt.expired'],
    ['a token that is not valid yet', { claims: { nbf: SECONDS + 10 } }, {}, 'jwt.claim_mismatch'],
    ['another audience', { claims: { aud: 'a' } }, { audience: 'b' }, 'jwt.claim_mismatch'],
    ['another issuer', { claims: { iss: 'a' } }, { issuer: 'b' }, 'jwt.claim_mismatch'],
    ['another algorithm', { algorithm: 'HS512' }, {}, 'jwt.wrong_algorithm'],
  ])('refuses %s', async (_what, signing, verifying, code) => {
    await expect(verify(await sign(signing), verifying)).rejects.toMatchObject({ code, item: 0 });
  });

  test.each<[JsonObject, JsonObject]>([
    [{ exp: SECONDS - 10 }, { ignore_times: true }],
    [{ nbf: SECONDS + 10 }, { ignore_times: true }],
    [{ exp: SECONDS - 10 }, { clock_tolerance_seconds: 11 }],
    [
      { aud: ['a', 'b'], iss: 'c' },
      { audience: 'b', issuer: 'c' },
    ],
  ])('accepts %j with %j', async (claims, config) => {
    expect(await verify(await sign({ claims, issued_at: false }), config)).toEqual(claims);
  });

  test('refuses a token with another signature, and one without', async () => {
    const token = await sign({}, { secret: 'another' });
    await expect(verify(token)).rejects.toMatchObject({ code: 'jwt.bad_signature' });
    const [, claims] = token.split('.');
    await expect(verify(`${btoa('{"alg":"none"}')}.${claims}.`)).rejects.toMatchObject({ code: 'jwt.wrong_algorithm' });
  });

  test('takes one spelling of a token', async () => {
    const token = await sign({});
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const other = token.slice(0, -1) + letters.charAt(letters.indexOf(token.slice(-1)) ^ 1);
    await expect(verify(other)).rejects.toMatchObject({ code: 'jwt.invalid' });
    await expect(verify(token)).resolves.toBeDefined();
  });

  test('never uses a public key as a secret', async () => {
    const keys = await keysFor('RS256');
    const forged = await sign({ algorithm: 'HS256' }, { secret: String(keys.public_key) });
    const verifying = run({ operation: 'verify', algorithm: 'RS256', token: forged }, keys);
    await expect(verifying).rejects.toMatchObject({ code: 'jwt.wrong_algorithm' });
  });

  test('takes no other spelling of a token', async () => {
    const token = await sign({ claims: { a: 1 } });
    const parts = token.split('.');
    const others = parts.flatMap((part, at) => otherSpellings(part).map((other) => parts.with(at, other).join('.')));
    for (const other of others) await expect(verify(other)).rejects.toMatchObject({ name: 'NodeError' });
    for (const other of otherSpellings(parts[1] ?? '')) {
      const decoding = run({ operation: 'decode', token: parts.with(1, other).join('.') });
      await expect(decoding).rejects.toMatchObject({ code: 'jwt.invalid' });
    }
  });

  test.each(['x', 'a.b', 'W10.W10.x', '***.***.***'])('cannot read %s', async (token) => {
    await expect(run({ operation: 'decode', token })).rejects.toMatchObject({ code: 'jwt.invalid' });
    await expect(verify(token)).rejects.toMatchObject({ code: 'jwt.invalid' });
  });

  test.each<[JsonObject, string]>([
    [{}, 'jwt.no_key'],
    [{ private_key: 'secret' }, 'jwt.bad_key'],
  ])('does not show a bad key: %j', async (keys, code) => {
    const failing = sign({ algorithm: 'RS256' }, keys);
    await expect(failing).rejects.toMatchObject({ code });
    await expect(failing).rejects.toThrow(/^(?!.*secret)/);
  });
});
