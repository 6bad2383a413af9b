import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Whether two texts are the same. Takes as long for one that is nearly right as for one that is wrong in its first letter. */
export function sameText(left: string, right: string): boolean {
  return sameBytes(utf8ToBytes(left), utf8ToBytes(right));
}

/** The same for bytes. How long they are doesn't show either, for their hashes are what is compared. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  const [one, other] = [sha256(left), sha256(right)];
  let difference = 0;
  for (const [index, byte] of one.entries()) difference |= byte ^ (other[index] ?? -1);
  return difference === 0;
}
