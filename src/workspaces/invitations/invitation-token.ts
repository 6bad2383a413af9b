import { base64url } from 'jose';
import type { RandomBytes } from '../../security/random.ts';
import { hashSecret } from '../../security/secret-hash.ts';

const SECRET_BYTES = 32;

/** A new token of an invitation: it goes to the invited alone, its hash into the row. */
export function newInvitationToken(random: RandomBytes): { readonly token: string; readonly hash: string } {
  const token = `lfi_${base64url.encode(random(SECRET_BYTES))}`;
  return { token, hash: hashSecret(token) };
}
