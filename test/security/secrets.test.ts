import { describe, expect, it } from 'vitest';
import { newApiKey } from '../../src/security/api-keys.ts';
import { secureRandom } from '../../src/security/random.ts';
import { createRefreshTokens } from '../../src/security/refresh-tokens.ts';
import { hashSecret } from '../../src/security/secret-hash.ts';

/** The same bytes in another spelling: the last letter of 32 bytes in base64url has two bits left over. */
function flipLastBit(text: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = letters.indexOf(text.slice(-1));
  return text.slice(0, -1) + letters.charAt(last ^ 1);
}

const SESSION = '019a0000-0000-7000-8000-000000000021';

describe('hashSecret', () => {
  it('is SHA-256 in hex (FIPS 180-4, "abc")', () => {
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('newApiKey', () => {
  it('is lf_ and at least 40 url-safe characters', () => {
    expect(newApiKey(secureRandom).key).toMatch(/^lf_[\w-]{40,}$/);
  });

  it('comes with what is stored of it', () => {
    const { key, hash, prefix } = newApiKey(secureRandom);
    expect(hash).toBe(hashSecret(key));
    expect(key.startsWith(prefix)).toBe(true);
    expect(prefix).toHaveLength(10);
  });

  it('is another each time', () => {
    expect(newApiKey(secureRandom).key).not.toBe(newApiKey(secureRandom).key);
  });
});

describe('refresh tokens', () => {
  const tokens = createRefreshTokens('a secret of the tests, 32 characters');
  const { token, hash } = tokens.issue(SESSION, secureRandom);

  it('name their session and are known to be genuine', () => {
    expect(tokens.read(token)).toEqual({ sessionId: SESSION, genuine: true });
    expect(hash).toBe(hashSecret(token));
  });

  it.each([
    ['another session', token.replace('0021', '0022')],
    ['another secret', token.replace(/\.[\w-]{43}\./, `.${'A'.repeat(43)}.`)],
    ['another signature', `${token.slice(0, -43)}${'A'.repeat(43)}`],
    ['a signature with bits left over', flipLastBit(token)],
    ['no signature, as tokens of before', token.slice(0, -44)],
    ['the signature of another key', createRefreshTokens('x'.repeat(32)).issue(SESSION, secureRandom).token],
  ])('are not genuine with %s', (_, forged) => {
    expect(tokens.read(forged)?.genuine).toBe(false);
  });

  it.each([
    '',
    'lfr',
    `lfr.${SESSION}.short`,
    `lfr.${'-'.repeat(36)}.${'a'.repeat(43)}`,
    `x${SESSION}`,
    `lfr.${SESSION}.${'a'.repeat(42)}b`,
    `${token}.`,
    `${token}=`,
  ])('are not %j', (text) => {
    expect(tokens.read(text)).toBeNull();
  });
});
