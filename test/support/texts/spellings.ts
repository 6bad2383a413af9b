const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** How many bits of the last character lie beyond the bytes, by the length of the text modulo 4. */
const SPARE_BITS: { readonly [rest: number]: number } = { 2: 4, 3: 2 };

/** All texts that differ from this one in the spare bits of its last character alone. */
function withSpareBits(text: string): string[] {
  const spare = SPARE_BITS[text.length % 4] ?? 0;
  const last = ALPHABET.indexOf(text.at(-1) ?? '');
  return Array.from({ length: 2 ** spare - 1 }, (_, index) => text.slice(0, -1) + ALPHABET[last ^ (index + 1)]);
}

/** Texts that a careless decoder takes for the same bytes as this one, which is base64url without padding. */
export function otherSpellings(text: string): readonly string[] {
  const middle = Math.floor(text.length / 2);
  const broken = [' ', '\n', '\t', '\r\n'].map((space) => text.slice(0, middle) + space + text.slice(middle));
  const padded = [`${text}=`, `${text}==`, text + '='.repeat((4 - (text.length % 4)) % 4)];
  const alphabet = text.replaceAll('-', '+').replaceAll('_', '/');
  const all = [...withSpareBits(text), ...broken, ...padded, alphabet, `${text} `, ` ${text}`, `${text}\n`];
  return [...new Set(all)].filter((other) => other !== text);
}
