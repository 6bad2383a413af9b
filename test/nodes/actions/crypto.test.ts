import { exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';
import { cryptoAction } from '../../../src/nodes/actions/crypto.ts';
import { totpAction } from '../../../src/nodes/actions/totp.ts';
import { decodeBase64 } from '../../../src/nodes/values/base64.ts';
import { type FakeRun, jsonOf, runNode } from '../../support/node-run.ts';

async function data(config: JsonObject, fake: Partial<FakeRun> = {}): Promise<JsonValue | undefined> {
  return (await jsonOf(cryptoAction, { items: [{}], config, ...fake }))[0]?.data;
}

describe('action.crypto, hash', () => {
  test.each([
    ['md5', '900150983cd24fb0d6963f7d28e17f72'],
    ['sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['ripemd160', '8eb208f7e05d987a9b044a8e98c6b087f15a0bfc'],
    ['sha224', '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'],
    ['sha256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['sha384', 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7'],
    [
      'sha512',
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    ],
    ['sha3_256', '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532'],
    ['sha3_384', 'ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25'],
    [
      'sha3_512',
      'b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0',
    ],
  ])('%s of abc', async (algorithm, digest) => {
    expect(await data({ operation: 'hash', algorithm, value: 'abc' })).toBe(digest);
  });

  test('in base64', async () => {
    expect(await data({ operation: 'hash', algorithm: 'md5', value: 'abc', encoding: 'base64' })).toBe(
      'kAFQmDzST7DWlj99KOF/cg==',
    );
  });

  test('of what is no text, by its JSON', async () => {
    const text = await data({ operation: 'hash', value: '{"a":1}' });
    expect(await data({ operation: 'hash', value: { a: 1 } })).toBe(text);
  });

  test('of a file', async () => {
    const inputs = { main: [{ json: {}, binary: { f: { data: btoa('abc'), mime_type: 'text/plain' } } }] };
    const config = { operation: 'hash', algorithm: 'md5', binary_property: 'f' };
    expect(await data(config, { inputs })).toBe('900150983cd24fb0d6963f7d28e17f72');
    await expect(data(config)).rejects.toMatchObject({ code: 'crypto.no_file' });
  });
});

describe('action.crypto, HMAC', () => {
  const config = { operation: 'hmac', value: 'what do ya want for nothing?' };
  const digest = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';

  test('with a secret of the config (RFC 4231, case 2)', async () => {
    expect(await data({ ...config, secret: 'Jefe' })).toBe(digest);
  });

  test('with a secret of the credential', async () => {
    const credential = { type: 'crypto', data: { hmac_secret: 'Jefe' }, allowedHosts: [] };
    expect(await data(config, { credential })).toBe(digest);
  });

  test('not without a secret', async () => {
    await expect(data(config)).rejects.toMatchObject({ code: 'crypto.no_key', item: 0 });
  });
});

const SCHEMES = [
  ['rsa_sha1', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' }, {}],
  ['rsa_sha256', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, {}],
  ['rsa_sha384', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' }, {}],
  ['rsa_sha512', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' }, {}],
  ['rsa_pss_sha256', { name: 'RSA-PSS', hash: 'SHA-256' }, { saltLength: 32 }],
  ['rsa_pss_sha384', { name: 'RSA-PSS', hash: 'SHA-384' }, { saltLength: 48 }],
  ['rsa_pss_sha512', { name: 'RSA-PSS', hash: 'SHA-512' }, { saltLength: 64 }],
  ['ecdsa_p256_sha256', { name: 'ECDSA', namedCurve: 'P-256' }, { hash: 'SHA-256' }],
  ['ecdsa_p384_sha384', { name: 'ECDSA', namedCurve: 'P-384' }, { hash: 'SHA-384' }],
  ['ed25519', { name: 'Ed25519' }, {}],
] as const;

describe('action.crypto, sign', async () => {
  const pairs = {
    rsa: await generateKeyPair('RS256', { extractable: true }),
    p256: await generateKeyPair('ES256', { extractable: true }),
    p384: await generateKeyPair('ES384', { extractable: true }),
    ed: await generateKeyPair('EdDSA', { extractable: true }),
  };
  const pairFor = (scheme: string) => {
    if (scheme.startsWith('rsa')) return pairs.rsa;
    if (scheme === 'ed25519') return pairs.ed;
    return scheme.includes('p256') ? pairs.p256 : pairs.p384;
  };

  test.each(SCHEMES)('%s gives a signature that its public key accepts', async (scheme, key, extra) => {
    const pair = pairFor(scheme);
    const config = {
      operation: 'sign',
      scheme,
      value: 'text',
      encoding: 'base64',
      private_key: await exportPKCS8(pair.privateKey),
    };
    const signature = decodeBase64(String(await data(config))) ?? new Uint8Array();
    const spki = (await exportSPKI(pair.publicKey)).replace(/-----[A-Z ]+-----|\s/g, '');
    const publicKey = await crypto.subtle.importKey('spki', decodeBase64(spki) ?? new Uint8Array(), key, false, [
      'verify',
    ]);
    const message = new TextEncoder().encode('text');
    expect(await crypto.subtle.verify({ name: key.name, ...extra }, publicKey, signature, message)).toBe(true);
  });

  test('with the key of the credential', async () => {
    const private_key = await exportPKCS8(pairs.ed.privateKey);
    const credential = { type: 'crypto', data: { private_key }, allowedHosts: [] };
    expect(await data({ operation: 'sign', scheme: 'ed25519', value: 'x' }, { credential })).toHaveLength(128);
  });

  test.each(['secret', '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----'])(
    'tells nothing of a key that is none',
    async (private_key) => {
      const failing = data({ operation: 'sign', value: 'x', private_key });
      await expect(failing).rejects.toMatchObject({ code: 'crypto.bad_key' });
      await expect(failing).rejects.toThrow(/^(?!.*(secret|c2Vj))/);
    },
  );

  test('not without a key', async () => {
    await expect(data({ operation: 'sign', value: 'x' })).rejects.toMatchObject({ code: 'crypto.no_key' });
  });
});

describe('action.crypto, random', () => {
  test.each([
    ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['alphanumeric', /^[A-Za-z0-9]{33}$/],
    ['base64', /^[A-Za-z0-9+/]{33}$/],
    ['hex', /^[0-9a-f]{33}$/],
  ])('%s', async (kind, pattern) => {
    const config = { operation: 'random', kind, length: 33 };
    const [one, other] = [await data(config), await data(config)];
    expect(one).toMatch(pattern);
    expect(other).not.toBe(one);
  });

  test('keeps the fields unless told otherwise', async () => {
    const config = { operation: 'random', output_field: 'id' };
    const [kept] = await jsonOf(cryptoAction, { items: [{ a: 1 }], config });
    expect(kept).toEqual({ a: 1, id: expect.any(String) });
    const [bare] = await jsonOf(cryptoAction, {
      items: [{ a: 1 }],
      config: { ...config, include_input_fields: false },
    });
    expect(bare).toEqual({ id: expect.any(String) });
  });
});

describe('action.totp', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const token = async (config: JsonObject, fake: Partial<FakeRun> = {}) =>
    (await jsonOf(totpAction, { items: [{ a: 1 }], config, ...fake }))[0];

  test('makes the password of this moment', async () => {
    expect(await token({ secret, digits: 8 })).toEqual({
      a: 1,
      token: expect.stringMatching(/^\d{8}$/),
      secondsRemaining: 23,
    });
  });

  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [20_000_000_000, '65353130'],
  ])('agrees with RFC 6238 at %i', async (second, expected) => {
    const now = second * 1000;
    expect(await token({ secret, digits: 8 }, { now })).toMatchObject({ token: expected });
  });

  test('takes the secret of the credential, blanks and all', async () => {
    const credential = { type: 'totp', data: { secret: 'gezd gnbv gy3t qojq gezd gnbv gy3t qojq' }, allowedHosts: [] };
    expect(await token({}, { credential })).toEqual(await token({ secret }));
  });

  test.each<[JsonObject, string]>([
    [{}, 'totp.no_secret'],
    [{ secret: '0189' }, 'totp.bad_secret'],
  ])('refuses %j', async (config, code) => {
    await expect(runNode(totpAction, { items: [{}], config })).rejects.toMatchObject({ code });
  });
});
