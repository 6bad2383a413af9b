import { describe, expect, it } from 'vitest';
import { newApiKey } from '../../src/security/api-keys.ts';
import { secureRandom } from '../../src/security/random.ts';
import { newRefreshToken, sessionOfRefreshToken } from '../../src/security/refresh-tokens.ts';
import { hashSecret } from '../../src/security/secret-hash.ts';

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

describe('newRefreshToken', () => {
  it('names its session', () => {
    const { token, hash } = newRefreshToken(SESSION, secureRandom);
    expect(sessionOfRefreshToken(token)).toBe(SESSION);
    expect(hash).toBe(hashSecret(token));
  });

  it.each(['', 'lfr', `lfr.${SESSION}.short`, `lfr.${'-'.repeat(36)}.${'a'.repeat(43)}`, `x${SESSION}`])(
    'is not %j',
    (token) => {
      expect(sessionOfRefreshToken(token)).toBeNull();
    },
  );
});
