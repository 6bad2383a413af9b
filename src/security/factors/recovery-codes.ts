import type { RandomBytes } from '../random.ts';
import { hashSecret } from '../secret-hash.ts';

/** How many codes somebody gets at once. */
const RECOVERY_CODES = 10;

/** 32 letters and digits that nobody takes for one another: five bits each. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** 28 characters are 140 bits (OWASP ASVS 5.0, 11.5.1: at least 128), so a fast hash does (6.5.2: at least 112). */
const LENGTH = 28;
const GROUP = 7;

/** Ten new codes, written in groups: `ABCDEFG-HJKLMNP-QRSTUVW-XYZ2345`. */
export function newRecoveryCodes(random: RandomBytes): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = [...random(LENGTH)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
    const groups = Array.from({ length: LENGTH / GROUP }, (_, index) =>
      letters.slice(index * GROUP, (index + 1) * GROUP),
    );
    return groups.map((group) => group.join('')).join('-');
  });
}

/** What is kept of a code of this user, whatever length codes had when it was drawn. Small letters, spaces and hyphens make no difference. */
export function recoveryCodeHash(userId: string, code: string): string {
  return hashSecret(`recovery-code:${userId}:${code.replace(/[\s-]/g, '').toUpperCase()}`);
}
