import { describe, expect, it } from 'vitest';
import { otherSpellings } from '../../support/texts/spellings.ts';
import { SECONDS } from './support/calls.ts';
import { type KeyAlgorithm, PAIRS, pemOf, SHARED, show, showHeader, signToken } from './support/tokens.ts';

const REFUSED = 'token Authorization';

function publicKey(algorithm: KeyAlgorithm, as: string = algorithm) {
  return { rules: { key: { from: 'public_key', algorithm: as, public_key: pemOf(algorithm) } as const } };
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

describe('a token under a shared secret', () => {
  it.each(['HS256', 'HS384', 'HS512'])('is admitted with %s', async (algorithm) => {
    const token = await signToken({ alg: algorithm });
    expect(await show(token, { rules: { key: { from: 'secret', algorithm } } })).toBe('admitted');
  });

  it('is admitted under the secret of before', async () => {
    expect(await show(await signToken(), { secrets: ['a newer secret, of enough bytes', SHARED] })).toBe('admitted');
  });

  it.each(['bearer ', 'BEARER '])('may stand behind %j', async (prefix) => {
    expect(await showHeader(prefix + (await signToken()))).toBe('admitted');
  });

  it('may stand in a header of its own', async () => {
    expect(await showHeader(await signToken(), { rules: { prefix: '' } })).toBe('admitted');
  });

  it('is refused with another algorithm than the one that is named', async () => {
    expect(await show(await signToken({ alg: 'HS512' }))).toBe(REFUSED);
  });

  it('is refused under another secret', async () => {
    expect(await show(await signToken(), { secrets: ['another secret of at least 32 bytes'] })).toBe(REFUSED);
  });

  it.each([
    ['nothing', ''],
    ['no scheme', 'token'],
    ['no token', 'Bearer '],
    ['another scheme', 'Basic YTpi'],
    ['parts that are no base64url', 'Bearer a.b.c'],
    ['two parts', 'Bearer e30.e30'],
    ['an encrypted token', 'Bearer e30.e30.e30.e30.e30'],
    ['20,000 dots', `Bearer ${'.'.repeat(20_000)}`],
    ['a payload that is no JSON', `Bearer ${encode({ alg: 'HS256' })}.AAAA.AAAA`],
    ['a header that is a list', `Bearer ${encode([])}.${encode({})}.AAAA`],
  ])('is refused when the header holds %s', async (_name, header) => {
    expect(await showHeader(header)).toBe(REFUSED);
  });

  it('is refused when it stands there twice', async () => {
    const token = await signToken();
    expect(await showHeader(`Bearer ${token}, Bearer ${token}`)).toBe(REFUSED);
  });

  it('is refused in any other spelling', async () => {
    const token = await signToken();
    // No header holds a line break, and blanks around its value are no part of it.
    const ofOneLine = otherSpellings(token).filter((other) => !/[\r\n]|^\s|\s$/.test(other));
    expect(ofOneLine.length).toBeGreaterThan(2);
    for (const other of ofOneLine) expect(await show(other)).toBe(REFUSED);
  });

  it('is refused with a part that nobody may ignore', async () => {
    expect(await show(await signToken({ header: { crit: ['b64'], b64: true } }))).toBe('admitted');
    const [, payload = '', signature = ''] = (await signToken()).split('.');
    const header = encode({ alg: 'HS256', crit: ['own'], own: 1 });
    expect(await show(`${header}.${payload}.${signature}`)).toBe(REFUSED);
  });
});

describe('the claims of a token', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['expired within the tolerance', { exp: SECONDS - 29 }, 'admitted'],
    ['expired', { exp: SECONDS - 31 }, REFUSED],
    ['without an expiry', { exp: undefined }, REFUSED],
    ['with an expiry that is a text', { exp: '9999999999' }, REFUSED],
    ['not valid yet', { nbf: SECONDS + 31 }, REFUSED],
    ['valid in a moment', { nbf: SECONDS + 29 }, 'admitted'],
  ])('%s', async (_name, claims, expected) => {
    expect(await show(await signToken({ claims }))).toBe(expected);
  });

  it('need no expiry where none is required', async () => {
    const token = await signToken({ claims: { exp: undefined } });
    expect(await show(token, { rules: { require_expiry: false } })).toBe('admitted');
  });

  it.each<[Record<string, unknown>, string]>([
    [{ iss: 'us', aud: 'flow' }, 'admitted'],
    [{ iss: 'us', aud: ['other', 'flow'] }, 'admitted'],
    [{ iss: 'them', aud: 'flow' }, REFUSED],
    [{ iss: 'us', aud: 'other' }, REFUSED],
    [{ iss: 'us' }, REFUSED],
    [{ aud: 'flow' }, REFUSED],
    [{ iss: ['us'], aud: 'flow' }, REFUSED],
  ])('%j have to name issuer and audience, if these are configured', async (claims, expected) => {
    const token = await signToken({ claims });
    expect(await show(token, { rules: { issuer: 'us', audience: 'flow' } })).toBe(expected);
  });
});

describe('a token under a public key', () => {
  it.each(['RS256', 'ES256', 'ES384', 'EdDSA'] as const)('is admitted with %s', async (alg) => {
    const token = await signToken({ alg, key: PAIRS[alg].privateKey });
    expect(await show(token, publicKey(alg))).toBe('admitted');
  });

  it.each(['none', 'None', 'NONE', 'nOnE'])('is refused without a signature (alg %j)', async (alg) => {
    const token = `${encode({ alg })}.${encode({ sub: 'me', exp: SECONDS + 60 })}.`;
    expect(await show(token, publicKey('RS256'))).toBe(REFUSED);
    expect(await show(token)).toBe(REFUSED);
  });

  it.each(['HS256', 'HS384', 'HS512'])('is refused when the public key was used as a secret of %s', async (alg) => {
    for (const text of [pemOf('RS256'), pemOf('RS256').trim(), pemOf('RS256').replaceAll(/-----.*-----|\s/g, '')]) {
      const token = await signToken({ alg, key: new TextEncoder().encode(text) });
      expect(await show(token, publicKey('RS256'))).toBe(REFUSED);
    }
  });

  it.each(['RS384', 'RS512', 'PS256'])('is refused with %s where RS256 is named', async (alg) => {
    expect(await show(await signToken({ alg, key: PAIRS.RS256.privateKey }), publicKey('RS256'))).toBe(REFUSED);
  });

  it.each([
    { jku: 'https://evil.example.com/jwks.json' },
    { x5u: 'https://evil.example.com/cert.pem' },
    { jwk: PAIRS.ES256.publicKey.export({ format: 'jwk' }) },
    { x5c: ['MIIB'] },
    { kid: '../../../../dev/null' },
    { kid: "x' UNION SELECT 'secret" },
  ])('is not checked with the key that its header brings: %j', async (header) => {
    const forged = await signToken({ alg: 'ES256', key: PAIRS.ES256.privateKey, header });
    expect(await show(forged, publicKey('EdDSA', 'ES256'))).toBe(REFUSED);
    expect(await show(forged, publicKey('RS256'))).toBe(REFUSED);
    expect(await show(forged)).toBe(REFUSED);
  });

  it('is refused when key and algorithm do not fit, or the key is none', async () => {
    const token = await signToken({ alg: 'ES256', key: PAIRS.ES256.privateKey });
    expect(await show(token, publicKey('RS256', 'ES256'))).toBe(REFUSED);
    expect(await show(token, publicKey('ES384', 'ES256'))).toBe(REFUSED);
    const key = {
      from: 'public_key',
      algorithm: 'ES256',
      public_key: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
    } as const;
    expect(await show(token, { rules: { key } })).toBe(REFUSED);
  });
});
