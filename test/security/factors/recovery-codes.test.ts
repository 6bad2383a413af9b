import { describe, expect, it } from 'vitest';
import { newRecoveryCodes, recoveryCodeHash } from '../../../src/security/factors/recovery-codes.ts';
import { secureRandom } from '../../../src/security/random.ts';

describe('newRecoveryCodes', () => {
  it('draws ten, all different, in groups that are easy to read', () => {
    const codes = newRecoveryCodes(secureRandom);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^(?:[A-HJ-NP-Z2-9]{7}-){3}[A-HJ-NP-Z2-9]{7}$/);
  });

  it('uses each letter as often as any other', () => {
    const all = newRecoveryCodes((count) => Uint8Array.from({ length: count }, (_, index) => index));
    expect(all[0]).toBe('ABCDEFG-HJKLMNP-QRSTUVW-XYZ2345');
    const letters = new Set(
      Array.from({ length: 256 }, (_, byte) => newRecoveryCodes((n) => new Uint8Array(n).fill(byte))[0]),
    );
    expect(letters.size).toBe(32);
  });
});

describe('recoveryCodeHash', () => {
  const code = 'ABCDEFG-HJKLMNP-QRSTUVW-XYZ2345';

  it('is the same however the code is typed', () => {
    for (const typed of [code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')}\n`]) {
      expect(recoveryCodeHash('u1', typed)).toBe(recoveryCodeHash('u1', code));
    }
  });

  it('is another for another code and for another user', () => {
    expect(recoveryCodeHash('u2', code)).not.toBe(recoveryCodeHash('u1', code));
    expect(recoveryCodeHash('u1', code.replace('A', 'B'))).not.toBe(recoveryCodeHash('u1', code));
  });
});
