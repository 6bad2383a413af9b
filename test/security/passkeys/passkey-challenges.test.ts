import { describe, expect, it } from 'vitest';
import {
  CHALLENGE_LIFETIME_MS,
  type ChallengePurpose,
  createPasskeyChallenges,
} from '../../../src/security/passkeys/passkey-challenges.ts';
import { secureRandom } from '../../../src/security/random.ts';
import { otherSpellings } from '../../support/texts/spellings.ts';

const NOW = Date.UTC(2026, 10, 29, 12);
const challenges = createPasskeyChallenges({ secret: 'a secret of the tests', random: secureRandom });

const PURPOSES: readonly ChallengePurpose[] = [
  { type: 'register', userId: 'a', sessionId: 's' },
  { type: 'register', userId: 'a', sessionId: 't' },
  { type: 'register', userId: 'b', sessionId: 's' },
  { type: 'step_up', userId: 'a', sessionId: 's' },
  { type: 'factor', userId: 'a' },
  { type: 'factor', userId: 'b' },
  { type: 'factor', userId: 'a","s' },
  { type: 'sign_in' },
];

describe('a passkey challenge', () => {
  it('is good for its own purpose, user and session alone', () => {
    for (const purpose of PURPOSES) {
      const challenge = challenges.issue(purpose, NOW);
      const fitting = PURPOSES.filter((other) => challenges.endOf(challenge, other, NOW) !== null);
      expect(fitting).toEqual([purpose]);
    }
  });

  it('ends after five minutes', () => {
    const challenge = challenges.issue({ type: 'sign_in' }, NOW);
    const end = NOW + CHALLENGE_LIFETIME_MS;
    expect(challenges.endOf(challenge, { type: 'sign_in' }, end - 1)).toBe(end);
    expect(challenges.endOf(challenge, { type: 'sign_in' }, end)).toBeNull();
  });

  it('is never the same twice', () => {
    const drawn = Array.from({ length: 20 }, () => challenges.issue({ type: 'sign_in' }, NOW));
    expect(new Set(drawn).size).toBe(20);
  });

  it('is refused when changed, cut, spelled otherwise, or made under another secret', () => {
    const challenge = challenges.issue({ type: 'sign_in' }, NOW);
    const foreign = createPasskeyChallenges({ secret: 'another', random: secureRandom }).issue(
      { type: 'sign_in' },
      NOW,
    );
    const changed = Array.from(challenge, (_, index) => {
      const other = challenge[index] === 'A' ? 'B' : 'A';
      return challenge.slice(0, index) + other + challenge.slice(index + 1);
    });
    for (const other of [
      ...changed,
      ...otherSpellings(challenge),
      challenge.slice(0, -4),
      `${challenge}AAAA`,
      '',
      foreign,
    ]) {
      expect(challenges.endOf(other, { type: 'sign_in' }, NOW), other).toBeNull();
    }
  });
});
