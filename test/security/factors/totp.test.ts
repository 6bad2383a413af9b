import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { newTotpSecret, stepOfCode, totpUri } from '../../../src/security/factors/totp.ts';
import { secureRandom } from '../../../src/security/random.ts';

/** The secret of both RFCs: the ASCII text 12345678901234567890. */
const SECRET = Secret.fromUTF8('12345678901234567890').base32;

/** RFC 4226, appendix D: the codes of counters 0 to 9. */
const HOTP = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'];

/** RFC 6238, appendix B, SHA-1: seconds, and codes of eight digits, of which the last six are the code of six. */
const TOTP = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
] as const;

describe('stepOfCode', () => {
  it.each(HOTP.map((code, counter) => [counter, code] as const))('knows the code of counter %i', (counter, code) => {
    expect(stepOfCode(SECRET, code, counter * 30_000)).toBe(counter);
  });

  it.each(TOTP)('knows the code at %i seconds', (seconds, code) => {
    expect(stepOfCode(SECRET, code.slice(-6), seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('takes the code of one step before and one after, and says which step it is of', () => {
    const now = 5 * 30_000 + 12_345;
    expect([3, 4, 5, 6, 7].map((step) => stepOfCode(SECRET, HOTP[step] ?? '', now))).toEqual([null, 4, 5, 6, null]);
  });

  it.each(['', '25467', '0254676', '254676 ', ' 254676', '254 676', '２５４６７６', '-54676', '2.5467e5', '94287082'])(
    'refuses %j',
    (code) => {
      expect(stepOfCode(SECRET, code, 5 * 30_000)).toBeNull();
    },
  );

  it('refuses the code of another secret', () => {
    expect(stepOfCode(newTotpSecret(secureRandom), HOTP[5] ?? '', 5 * 30_000)).toBeNull();
  });
});

describe('newTotpSecret', () => {
  it('draws 160 bits', () => {
    expect(newTotpSecret((count) => new Uint8Array(count).fill(255))).toBe('7'.repeat(32));
    expect(newTotpSecret(secureRandom)).not.toBe(newTotpSecret(secureRandom));
  });
});

describe('totpUri', () => {
  it('names issuer, account, secret and all parameters', () => {
    const uri = new URL(totpUri(SECRET, 'ada+x@example.com'));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('LinkFlow:ada+x@example.com');
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: 'LinkFlow',
      secret: SECRET,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });

  it('lets no account change the parameters', () => {
    const uri = new URL(totpUri(SECRET, 'a?secret=AAAA&issuer=Evil#@example.com'));
    expect(uri.searchParams.getAll('secret')).toEqual([SECRET]);
    expect(uri.searchParams.getAll('issuer')).toEqual(['LinkFlow']);
    expect(uri.hash).toBe('');
  });
});
