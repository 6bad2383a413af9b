import { hmac } from '@noble/hashes/hmac.js';
import { sha384 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { compare, hash } from 'bcryptjs';
import { base64url } from 'jose';

/** Hashes and checks passwords. Both take about 100 ms of CPU, on purpose. */
export type Passwords = {
  hash(password: string): Promise<string>;
  /** Without a hash (nobody has that email) it takes as long and is false: time tells nothing about who has an account. */
  verify(password: string, passwordHash: string | null): Promise<boolean>;
};

const COST = 10;

/** The bcrypt hash, at the same cost, of a random text that nobody kept. */
const NOBODY = '$2b$10$rrIHHo0wXuhZFBHbkaBIseK7iT8KJtX5RR.Ipo1y4wA8P4IgXunU6';

/**
 * bcrypt over base64url(HMAC-SHA-384(pepper, password)): bcrypt reads 72 bytes at most and stops at NUL, so the password
 * is brought to 64 characters first. The pepper is a secret of the deployment, so stolen hashes alone can't be guessed
 * at. Passwords are compared in Unicode's NFKC (NIST SP 800-63B §3.1.1.2).
 */
export function createPasswords(pepper: string): Passwords {
  const key = utf8ToBytes(pepper);
  return {
    hash: (password) => hash(digest(password, key), COST),
    verify: async (password, passwordHash) => {
      const matches = await compare(digest(password, key), passwordHash ?? NOBODY);
      return matches && passwordHash !== null;
    },
  };
}

function digest(password: string, key: Uint8Array): string {
  return base64url.encode(hmac(sha384, key, utf8ToBytes(password.normalize('NFKC'))));
}
