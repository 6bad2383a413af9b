import { encodeBase64 } from '../values/base64.ts';
import { encodeHex } from '../values/hex.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The kinds of random text. */
export const RANDOM_KINDS = ['uuid', 'alphanumeric', 'base64', 'hex'] as const;

type Kind = (typeof RANDOM_KINDS)[number];

const MAKERS: { readonly [kind in Kind]: (length: number) => string } = {
  uuid: () => crypto.randomUUID(),
  alphanumeric: randomLetters,
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

/** Bytes beyond the last whole multiple of the alphabet are drawn again, so that all letters are equally likely. */
const LIMIT = 256 - (256 % LETTERS.length);

function randomLetters(length: number): string {
  const letters: string[] = [];
  while (letters.length < length) {
    const fair = randomBytes(length - letters.length).filter((byte) => byte < LIMIT);
    for (const byte of fair) letters.push(LETTERS.charAt(byte % LETTERS.length));
  }
  return letters.join('');
}
