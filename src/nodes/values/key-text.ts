import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex } from './hex.ts';

/** The host tells texts up to this length apart by their hashes; of longer ones it compares all that are equally long. */
const LONGEST = 8_000;

/** A text that stands for another in a set or a map: itself, or its hash if it is long. */
export function keyText(text: string): string {
  return text.length <= LONGEST ? text : `${text.length}:${encodeHex(sha256(new TextEncoder().encode(text)))}`;
}
