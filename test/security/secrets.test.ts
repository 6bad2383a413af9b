import { describe, expect, it } from 'vitest';
import { newApiKey } from '../../src/security/api-keys.ts';
import { secureRandom } from '../../src/security/random.ts';
import { createRefreshTokens, sessionOfRefreshToken } from '../../src/security/refresh-tokens.ts';
import { hashSecret } from '../../src/security/secret-hash.ts';
import { otherSpellings } from '../support/spellings.ts';

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

const refreshTokens = createRefreshTokens({ secret: 'a secret of the tests', random: secureRandom });

describe(createRefreshTokens, () => {
  const { token, hash } = refreshTokens.issue(SESSION);

  it('names the session', () => {
    expect(token).toMatch(/^lfr\.[0-9a-f-]{36}\.[\w-]{43}$/);
    expect(sessionOfRefreshToken(token)).toBe(SESSION);
    expect(hash).toBe(hashSecret(token));
  });

  it.each(['', 'lfr', `lfr.${SESSION}.short`, `lfr.${'-'.repeat(36)}.${'a'.repeat(43)}`, `x${SESSION}`])(
    'is not %j',
    (text) => {
      expect(sessionOfRefreshToken(text)).toBeNull();
      expect(refreshTokens.wasIssued(text)).toBe(false);
    },
  );

  it('knows what it issued, and no other token of the same session', () => {
    expect(refreshTokens.wasIssued(token)).toBe(true);
    const secret = token.slice(-43);
    const changed = Array.from(
      { length: 43 },
      (_, at) => secret.slice(0, at) + other(secret, at) + secret.slice(at + 1),
    );
    for (const forged of [...changed, 'a'.repeat(43), secret.toLowerCase(), ...otherSpellings(secret)]) {
      expect(refreshTokens.wasIssued(`lfr.${SESSION}.${forged}`)).toBe(false);
    }
  });

  it('does not know a token under the id of another session, or from under another secret', () => {
    expect(refreshTokens.wasIssued(token.replace(SESSION, SESSION.replace(/1$/, '2')))).toBe(false);
    const strange = createRefreshTokens({ secret: 'another secret', random: secureRandom });
    expect(refreshTokens.wasIssued(strange.issue(SESSION).token)).toBe(false);
  });
});

/** Another letter than the one that stands there. */
function other(text: string, at: number): string {
  return text[at] === 'A' ? 'B' : 'A';
}
