import { describe, expect, it } from 'vitest';
import { createEgress } from '../../../src/security/egress/guard.ts';
import { createJwksSource, MAX_JWKS_BYTES } from '../../../src/security/webhooks/jwks-source.ts';
import { NOW } from './support/calls.ts';
import { jwkOf, PAIRS, SHARED, show, signToken } from './support/tokens.ts';

const URL_OF_KEYS = 'https://issuer.example.com/jwks.json';
const REFUSED = 'token Authorization';

type Answer = (url: string, signal: AbortSignal) => Response | Promise<Response>;

function keySet(...keys: object[]): Response {
  return Response.json({ keys });
}

/** A source behind the real guard, in front of a world that answers so. */
function setUp(answer: Answer, deadline?: (ms: number) => AbortSignal) {
  const asked: string[] = [];
  const egress = createEgress({
    allowedNetworks: [],
    maxBytes: MAX_JWKS_BYTES,
    transport: async (url, { signal }) => {
      asked.push(url);
      return answer(url, signal);
    },
    ...(deadline === undefined ? {} : { deadline }),
  });
  return { asked, source: createJwksSource(egress) };
}

function check(source: ReturnType<typeof createJwksSource>, token: string, url = URL_OF_KEYS): Promise<string> {
  const key = { from: 'jwks', algorithms: ['RS256', 'ES256'], url } as const;
  return show(token, { rules: { key }, jwks: source });
}

function signed(kid?: string, alg: 'RS256' | 'ES256' = 'ES256'): Promise<string> {
  return signToken({ alg, key: PAIRS[alg].privateKey, header: kid === undefined ? {} : { kid } });
}

describe('a token under a published set of keys', () => {
  it('is admitted, and the set is asked for once', async () => {
    const { asked, source } = setUp(() => keySet(jwkOf('ES256', 'k1'), jwkOf('RS256', 'k2')));
    for (const token of [await signed('k1'), await signed('k2', 'RS256'), await signed()]) {
      expect(await check(source, token)).toBe('admitted');
    }
    expect(asked).toEqual([URL_OF_KEYS]);
  });

  it('is refused without asking anybody, when it says an algorithm that is not allowed', async () => {
    const { asked, source } = setUp(() => keySet(jwkOf('ES256', 'k1')));
    const tokens = [
      await signToken({ alg: 'HS256', key: new TextEncoder().encode(SHARED), header: { kid: 'k1' } }),
      await signToken({ alg: 'EdDSA', key: PAIRS.EdDSA.privateKey, header: { kid: 'k1' } }),
      'e30.e30.AAAA',
    ];
    for (const token of tokens) expect(await check(source, token)).toBe(REFUSED);
    expect(asked).toEqual([]);
  });

  it('asks at the configured address, whatever its header says', async () => {
    const { asked, source } = setUp(() => keySet(jwkOf('ES256', 'k1')));
    const header = {
      kid: 'k1',
      jku: 'https://evil.example.com/',
      x5u: 'https://evil.example.com/',
      jwk: jwkOf('RS256', 'k1'),
    };
    const token = await signToken({ alg: 'RS256', key: PAIRS.RS256.privateKey, header });
    expect(await check(source, token)).toBe(REFUSED);
    expect(asked).toEqual([URL_OF_KEYS]);
  });

  it('is refused when several keys would do and it names none', async () => {
    const { source } = setUp(() => keySet(jwkOf('ES256', 'k1'), { ...jwkOf('ES256', 'k2') }));
    expect(await check(source, await signed())).toBe(REFUSED);
    expect(await check(source, await signed('k2'))).toBe('admitted');
  });

  it('is refused under a secret that the set holds', async () => {
    const k = Buffer.from(SHARED).toString('base64url');
    const { source } = setUp(() => keySet({ kty: 'oct', k, kid: 'k1', alg: 'HS256' }));
    expect(await check(source, await signToken({ header: { kid: 'k1' } }))).toBe(REFUSED);
  });

  it('is refused under a key that is for encryption, or broken', async () => {
    const { source } = setUp(() =>
      keySet({ ...jwkOf('ES256', 'k1'), use: 'enc' }, { kty: 'EC', crv: 'P-256', x: '!', kid: 'k2' }),
    );
    expect(await check(source, await signed('k1'))).toBe(REFUSED);
    expect(await check(source, await signed('k2'))).toBe(REFUSED);
  });
});

describe('an address of keys', () => {
  it.each([
    'http://127.0.0.1/jwks.json',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/jwks.json',
    'http://localhost/jwks.json',
    'https://metadata.google.internal/',
    'https://10.0.0.7/jwks.json',
    'https://user:pass@issuer.example.com/',
    'file:///etc/passwd',
  ])('in the private network is never asked: %s', async (url) => {
    const { asked, source } = setUp(() => keySet(jwkOf('ES256', 'k1')));
    expect(await check(source, await signed('k1'), url)).toBe('unavailable');
    expect(asked).toEqual([]);
  });

  it('that leads into the private network is not followed', async () => {
    const { asked, source } = setUp(
      () => new Response(null, { status: 302, headers: { location: 'http://10.0.0.7/' } }),
    );
    expect(await check(source, await signed('k1'))).toBe('unavailable');
    expect(asked).toEqual([URL_OF_KEYS]);
  });

  it.each<[string, Answer]>([
    ['an error', () => new Response('{}', { status: 500 })],
    ['no JSON', () => new Response('<html>')],
    ['JSON that is no set', () => Response.json({ keys: 'all' })],
    ['keys that are none', () => Response.json({ keys: [1, null, 'x'] })],
    ['a list', () => Response.json([])],
    ['bytes that are no UTF-8', () => new Response(new Uint8Array([0xff, 0xfe, 0x00]))],
    ['too many keys', () => keySet(...Array.from({ length: 51 }, (_, index) => ({ kty: 'EC', kid: `${index}` })))],
    ['more than it may', () => new Response(' '.repeat(MAX_JWKS_BYTES + 1))],
    ['a depth without end', () => new Response('['.repeat(60_000))],
    ['a broken connection', () => Promise.reject(new TypeError('reset'))],
  ])('that gives %s admits nobody and refuses nobody', async (_name, answer) => {
    const { source } = setUp(answer);
    expect(await check(source, await signed('k1'))).toBe('unavailable');
  });

  it('that is too slow is given up', async () => {
    const late = new AbortController();
    const limits: number[] = [];
    const { source } = setUp(
      (_url, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      (ms) => {
        limits.push(ms);
        queueMicrotask(() => late.abort(new Error('too late')));
        return late.signal;
      },
    );
    expect(await check(source, await signed('k1'))).toBe('unavailable');
    expect(limits).toEqual([5000]);
  });
});

describe('createJwksSource', () => {
  const keysOf = async (kid: string): Promise<object> => ({ keys: [expect.objectContaining({ kid })] });

  it('asks again after ten minutes, and goes on with the old keys for a day if it gets no others', async () => {
    let up = true;
    const { asked, source } = setUp(() => (up ? keySet(jwkOf('ES256', 'k1')) : new Response(null, { status: 503 })));
    expect(await source.keys(URL_OF_KEYS, NOW)).toEqual(await keysOf('k1'));
    await source.keys(URL_OF_KEYS, NOW + 599_999);
    expect(asked).toHaveLength(1);
    up = false;
    expect(await source.keys(URL_OF_KEYS, NOW + 600_000)).toEqual(await keysOf('k1'));
    expect(asked).toHaveLength(2);
    expect(await source.keys(URL_OF_KEYS, NOW + 24 * 3_600_000)).toBeNull();
  });

  it('looks for unknown keys every 30 seconds at most, however many tokens name them', async () => {
    const { asked, source } = setUp(() => keySet(jwkOf('ES256', 'k1')));
    const jwks = {
      ...source,
      keys: (url: string) => source.keys(url, NOW),
      newerKeys: (url: string) => source.newerKeys(url, NOW + 30_000),
    };
    for (let token = 0; token < 200; token += 1)
      expect(await check(jwks, await signed(`unknown ${token}`))).toBe(REFUSED);
    expect(asked).toHaveLength(2);
    expect(await check(jwks, await signed('k1'))).toBe('admitted');
  });

  it('finds a key that is new in the set', async () => {
    let kid = 'k1';
    const { source } = setUp(() => keySet(jwkOf('ES256', kid)));
    await source.keys(URL_OF_KEYS, NOW - 60_000);
    kid = 'k2';
    expect(await check(source, await signed('k2'))).toBe('admitted');
  });

  it('asks an address that answers nothing four times in 30 seconds, however many calls come in', async () => {
    const { asked, source } = setUp(() => new Response(null, { status: 503 }));
    await Promise.all(Array.from({ length: 100 }, () => source.keys(URL_OF_KEYS, NOW)));
    await source.keys(URL_OF_KEYS, NOW + 29_999);
    expect(asked).toHaveLength(4);
    await source.keys(URL_OF_KEYS, NOW + 30_000);
    expect(asked).toHaveLength(5);
  });

  it('keeps a bounded number of sets', async () => {
    const padding = 'x'.repeat(60_000);
    const { asked, source } = setUp(() => keySet({ ...jwkOf('ES256', 'k1'), padding }));
    for (let host = 0; host < 100; host += 1) await source.keys(`https://h${host}.example.com/`, NOW);
    await source.keys('https://h99.example.com/', NOW);
    expect(asked).toHaveLength(100);
    await source.keys('https://h0.example.com/', NOW);
    expect(asked).toHaveLength(101);
  });
});
