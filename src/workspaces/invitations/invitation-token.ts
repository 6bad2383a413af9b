import { type RandomBytes, randomSecret } from '../../security/random.ts';
import { hashSecret } from '../../security/secret-hash.ts';

/** A new token of an invitation: it goes to the invited alone, its hash into the row. */
export function newInvitationToken(random: RandomBytes): { readonly token: string; readonly hash: string } {
  const token = `lfi_${randomSecret(random)}`;
  return { token, hash: hashSecret(token) };
}
