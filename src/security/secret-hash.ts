import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * SHA-256 of a secret, in lower-case hex. For random secrets only (API keys, tokens): they have too much entropy to be
 * guessed, so a fast hash does; passwords go through `passwords.ts`.
 */
export function hashSecret(secret: string): string {
  return bytesToHex(sha256(utf8ToBytes(secret)));
}
