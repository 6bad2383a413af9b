import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64url } from 'jose';

/** What a device knows a user by: nothing that tells who they are (WebAuthn §14.6.1). */
export function userHandleOf(userId: string): string {
  return base64url.encode(utf8ToBytes(userId));
}
