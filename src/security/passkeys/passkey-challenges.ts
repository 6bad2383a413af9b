import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64url } from 'jose';
import { decodeBase64Url } from '../../shared/text/canonical-base64.ts';
import type { RandomBytes } from '../random.ts';
import { sameBytes } from '../same-text.ts';

/** How long a browser has to answer, in milliseconds. */
export const CHALLENGE_LIFETIME_MS = 5 * 60 * 1000;

/**
 * What an answer to a challenge is good for, and for whom: making a passkey, signing in without a password (nobody is known yet),
 * the second step of signing in, or proving again in a session who one is.
 */
export type ChallengePurpose =
  | { readonly type: 'register' | 'step_up'; readonly userId: string; readonly sessionId: string }
  | { readonly type: 'factor'; readonly userId: string }
  | { readonly type: 'sign_in' };

/**
 * Challenges that carry their own purpose and end, signed. Nothing is kept for those that nobody answers; who accepts an answer
 * has to remember its challenge until it ends, so that it is good once.
 */
export type PasskeyChallenges = {
  issue(purpose: ChallengePurpose, now: number): string;
  /** When the challenge ends, in milliseconds since the epoch; `null`: it ended, or is not ours for this purpose. */
  endOf(challenge: string, purpose: ChallengePurpose, now: number): number | null;
};

/** WebAuthn §13.4.3 asks for 16 random bytes at least. */
const RANDOM_BYTES = 16;
const TIME_BYTES = 8;
const MAC_BYTES = 16;

/** Challenges under a secret, which may serve other purposes too: the key is derived from it. */
export function createPasskeyChallenges({
  secret,
  random,
}: {
  secret: string;
  random: RandomBytes;
}): PasskeyChallenges {
  const key = hmac(sha256, utf8ToBytes(secret), utf8ToBytes('linkflow.passkey-challenges.v1'));

  function macOf(drawn: Uint8Array, purpose: ChallengePurpose): Uint8Array {
    return hmac(sha256, key, concatBytes(drawn, utf8ToBytes(textOf(purpose)))).subarray(0, MAC_BYTES);
  }

  return {
    issue(purpose, now) {
      const drawn = concatBytes(random(RANDOM_BYTES), bytesOfTime(now + CHALLENGE_LIFETIME_MS));
      return base64url.encode(concatBytes(drawn, macOf(drawn, purpose)));
    },
    endOf(challenge, purpose, now) {
      const bytes = decodeBase64Url(challenge);
      if (bytes?.length !== RANDOM_BYTES + TIME_BYTES + MAC_BYTES) return null;
      const drawn = bytes.subarray(0, RANDOM_BYTES + TIME_BYTES);
      if (!sameBytes(bytes.subarray(drawn.length), macOf(drawn, purpose))) return null;
      const end = timeOfBytes(drawn.subarray(RANDOM_BYTES));
      return end > now ? end : null;
    },
  };
}

/** One text for each purpose: its parts are in order, and JSON keeps them apart. */
function textOf(purpose: ChallengePurpose): string {
  if (purpose.type === 'sign_in') return JSON.stringify([purpose.type]);
  if (purpose.type === 'factor') return JSON.stringify([purpose.type, purpose.userId]);
  return JSON.stringify([purpose.type, purpose.userId, purpose.sessionId]);
}

function bytesOfTime(time: number): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
  return bytes;
}

function timeOfBytes(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset, TIME_BYTES).getBigUint64(0));
}
