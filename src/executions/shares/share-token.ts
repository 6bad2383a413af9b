import { base64url } from 'jose';
import type { RandomBytes } from '../../security/random.ts';
import { hashSecret } from '../../security/secret-hash.ts';

const SECRET_BYTES = 32;

/** The token of a link: it is in the link alone, its hash in the row. */
export function newShareToken(random: RandomBytes): { readonly token: string; readonly hash: string } {
  const token = base64url.encode(random(SECRET_BYTES));
  return { token, hash: hashSecret(token) };
}
