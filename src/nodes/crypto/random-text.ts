import { encodeBase64 } from '../values/base64.ts';
import { encodeHex } from '../values/hex.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The kinds of random text. */
export const RANDOM_KINDS = ['uuid', 'alphanumeric', 'base64', 'hex'] as const;

type Kind = (typeof RANDOM_KINDS)[number];

const MAKERS: { readonly [kind in Kind]: (length: number) => string } = {
  uuid: () => crypto.randomUUID(),
  alphanumeric: (length) => Array.from({ length }, randomLetter).join(''),
  base64: (length) => encodeBase64(randomBytes(Math.ceil(length * 0.75))).slice(0, length),
  hex: (length) => encodeHex(randomBytes(Math.ceil(length / 2))).slice(0, length),
};

/** A secure random text of `length` characters; a UUID (version 4) has its own length. */
export function randomText(kind: Kind, length: number): string {
  return MAKERS[kind](length);
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Bytes above the last whole multiple of the alphabet's size are drawn again, so that all letters are equally likely. */
function randomLetter(): string {
  const limit = 256 - (256 % LETTERS.length);
  for (;;) {
    const [byte = limit] = randomBytes(1);
    if (byte < limit) return LETTERS.charAt(byte % LETTERS.length);
  }
}
