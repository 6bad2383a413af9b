import { base64url } from 'jose';
import type { RandomBytes } from './random.ts';
import { hashSecret } from './secret-hash.ts';

const SECRET_BYTES = 32;
const PREFIX_LENGTH = 10;

/** A new API key: `key` is shown once and never stored, `hash` finds it again, `prefix` lets people tell keys apart. */
export type NewApiKey = { readonly key: string; readonly hash: string; readonly prefix: string };

/** Draws an API key: `lf_` and 43 url-safe characters, 256 bits. */
export function newApiKey(random: RandomBytes): NewApiKey {
  const key = `lf_${base64url.encode(random(SECRET_BYTES))}`;
  return { key, hash: hashSecret(key), prefix: key.slice(0, PREFIX_LENGTH) };
}
