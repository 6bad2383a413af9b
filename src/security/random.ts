import { base64url } from 'jose';

/** A source of random bytes. Passed in, so that tests can foretell what is drawn. */
export type RandomBytes = (count: number) => Uint8Array;

/** Cryptographically strong random bytes from WebCrypto, at most 65,536 at once. */
export function secureRandom(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** A secret that nobody guesses: 256 bits in base64url, 43 characters, as RFC 7636 §4.1 wants verifiers. */
export function randomSecret(random: RandomBytes): string {
  return base64url.encode(random(32));
}
