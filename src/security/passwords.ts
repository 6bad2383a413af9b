import { hmac } from '@noble/hashes/hmac.js';
import { sha384 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { compare, hash } from 'bcryptjs';
import { base64url } from 'jose';

/** Hashes and checks passwords. Both take about 100 ms of CPU, on purpose. */
export type Passwords = {
  hash(password: string): Promise<string>;
  /**
   * Without a hash (nobody has that email, or they have no password) it takes as long and is false: time tells nothing about
   * who has an account. A hash of before the cost rose takes as long, too.
   */
  verify(password: string, passwordHash: string | null): Promise<boolean>;
  /** Whether the hash was made when hashing cost less: then the password is to be hashed anew as soon as it is at hand. */
  isOutdated(passwordHash: string): boolean;
};

/** The binary logarithm of how often bcrypt goes round. */
const COST = 10;

/** What bcrypt makes of anything: algorithm, cost, salt and hash. */
const FORM = /^\$2[abxy]?\$(\d\d)\$[./A-Za-z0-9]{53}$/;

/** A salt and a hash, at whatever cost, of a text that nobody kept. */
const NOBODY = 'rrIHHo0wXuhZFBHbkaBIseK7iT8KJtX5RR.Ipo1y4wA8P4IgXunU6';

/**
 * bcrypt over base64url(HMAC-SHA-384(pepper, password)): bcrypt reads 72 bytes at most and stops at NUL, so the password
 * is brought to 64 characters first. The pepper is a secret of the deployment, so stolen hashes alone can't be guessed
 * at. Passwords are compared in Unicode's NFKC (NIST SP 800-63B §3.1.1.2).
 */
export function createPasswords(pepper: string, cost: number = COST): Passwords {
  const key = utf8ToBytes(pepper);
  return {
    hash: (password) => hash(digest(password, key), cost),
    verify: async (password, passwordHash) => {
      const given = digest(password, key);
      const found = passwordHash === null ? null : costOf(passwordHash);
      const matches = await compare(given, found === null || passwordHash === null ? hashAt(cost) : passwordHash);
      await makeUpFor(given, found ?? cost, cost);
      return matches && found !== null;
    },
    isOutdated: (passwordHash) => (costOf(passwordHash) ?? cost) < cost,
  };
}

/** `null`: it is no hash of bcrypt. */
function costOf(passwordHash: string): number | null {
  const cost = FORM.exec(passwordHash)?.[1];
  return cost === undefined ? null : Number(cost);
}

function hashAt(cost: number): string {
  return `$2b$${String(cost).padStart(2, '0')}$${NOBODY}`;
}

/** Spends what a hash of a lower cost has spared: each step costs twice as much as the one before, so they add up to it. */
async function makeUpFor(given: string, spent: number, cost: number): Promise<void> {
  for (let step = spent; step < cost; step += 1) await compare(given, hashAt(step));
}

function digest(password: string, key: Uint8Array): string {
  return base64url.encode(hmac(sha384, key, utf8ToBytes(password.normalize('NFKC'))));
}
