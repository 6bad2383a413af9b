/** A source of random bytes. Passed in, so that tests can foretell what is drawn. */
export type RandomBytes = (count: number) => Uint8Array;

/** Cryptographically strong random bytes from WebCrypto, at most 65,536 at once. */
export function secureRandom(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}
