import { bytesToHex } from '@noble/hashes/utils.js';
import { base62 } from './base62.ts';
import { crc32 } from './checksum.ts';
import type { RandomBytes } from './random.ts';
import { hashSecret } from './secret-hash.ts';

const SECRET_BYTES = 32;
const PREFIX_LENGTH = 10;

/** 256 bits in base62, and 32. */
const RANDOM_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

const FORM = new RegExp(`^(lf_[0-9A-Za-z]{${RANDOM_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`);

/** Keys of before the checksum: 256 bits in base64url. */
const OLD_FORM = /^lf_[\w-]{43}$/;

/** A new API key: `key` is shown once and never stored, `hash` finds it again, `prefix` lets people tell keys apart. */
export type NewApiKey = { readonly key: string; readonly hash: string; readonly prefix: string };

/**
 * Draws an API key: `lf_`, 43 characters that hold 256 random bits, of which people see the first seven, and six of a CRC-32
 * over all before, in base62.
 */
export function newApiKey(random: RandomBytes): NewApiKey {
  const secret = base62(BigInt(`0x${bytesToHex(random(SECRET_BYTES))}`), RANDOM_LENGTH);
  const key = withChecksum(`lf_${secret}`);
  return { key, hash: hashSecret(key), prefix: key.slice(0, PREFIX_LENGTH) };
}

/** Whether a text may be a key of ours: a mistyped or invented one is known without asking the database. */
export function mayBeApiKey(text: string): boolean {
  const [, body] = FORM.exec(text) ?? [];
  return body === undefined ? OLD_FORM.test(text) : withChecksum(body) === text;
}

function withChecksum(body: string): string {
  return body + base62(BigInt(crc32(body)), CHECKSUM_LENGTH);
}
