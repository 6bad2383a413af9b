import { describe, expect, it } from 'vitest';
import { mayBeApiKey, newApiKey } from '../../src/security/api-keys.ts';
import { crc32 } from '../../src/security/checksum.ts';
import { secureRandom } from '../../src/security/random.ts';
import { createRefreshTokens, sessionOfRefreshToken } from '../../src/security/refresh-tokens.ts';
import { hashSecret } from '../../src/security/secret-hash.ts';
import { otherSpellings } from '../support/texts/spellings.ts';

const SESSION = '019a0000-0000-7000-8000-000000000021';

describe('hashSecret', () => {
  it('is SHA-256 in hex (FIPS 180-4, "abc")', () => {
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('newApiKey', () => {
  it('is lf_ and 49 digits and letters, the last six a checksum of all before', () => {
    expect(newApiKey((count) => new Uint8Array(count)).key).toBe(`lf_${'0'.repeat(43)}3jg5g4`);
    expect(newApiKey(secureRandom).key).toMatch(/^lf_[0-9A-Za-z]{49}$/);
  });

  it('keeps all 256 bits', () => {
    const highest = newApiKey((count) => new Uint8Array(count).fill(255)).key;
    expect(highest).toHaveLength(newApiKey((count) => new Uint8Array(count)).key.length);
    expect(mayBeApiKey(highest)).toBe(true);
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

describe('crc32', () => {
  it('has the check value of CRC-32/ISO-HDLC', () => {
    expect(crc32('123456789')).toBe(0xcbf43926);
    expect(crc32('')).toBe(0);
  });
});

describe('mayBeApiKey', () => {
  const { key } = newApiKey(secureRandom);

  it('knows its own, and keys of before the checksum', () => {
    expect(mayBeApiKey(key)).toBe(true);
    expect(mayBeApiKey(`lf_${'aB3-_'.repeat(9).slice(0, 43)}`)).toBe(true);
  });

  it('knows a key with one letter changed or two exchanged for none', () => {
    for (let at = 3; at < key.length; at += 1) {
      expect(mayBeApiKey(key.slice(0, at) + other(key, at) + key.slice(at + 1))).toBe(false);
      const [one = '', two = ''] = key.slice(at, at + 2);
      if (one !== two && two !== '') expect(mayBeApiKey(key.slice(0, at) + two + one + key.slice(at + 2))).toBe(false);
    }
  });

  it.each([
    '',
    'lf_',
    'lf_test',
    ` ${key}`,
    `${key}\n`,
    `${key}0`,
    key.slice(0, -1),
    key.toLowerCase(),
    `x${key.slice(1)}`,
  ])('is not %j', (text) => {
    expect(mayBeApiKey(text)).toBe(false);
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
