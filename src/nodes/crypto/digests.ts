import { hmac } from '@noble/hashes/hmac.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';

/** Hash functions by name. MD5, SHA-1 and RIPEMD-160 are for existing systems, not for new ones. */
const HASHES = {
  md5,
  sha1,
  ripemd160,
  sha224,
  sha256,
  sha384,
  sha512,
  sha3_256,
  sha3_384,
  sha3_512,
} as const;

export type HashName = keyof typeof HASHES;

/** The names of all hash functions. */
export const HASH_NAMES = [
  'sha256',
  'sha384',
  'sha512',
  'sha224',
  'sha3_256',
  'sha3_384',
  'sha3_512',
  'sha1',
  'md5',
  'ripemd160',
] as const satisfies readonly HashName[];

/** The hash of some bytes. */
export function hashOf(name: HashName, data: Uint8Array): Uint8Array {
  return HASHES[name](data);
}

/** The keyed hash of some bytes (RFC 2104). */
export function hmacOf(name: HashName, key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmac(HASHES[name], key, data);
}
