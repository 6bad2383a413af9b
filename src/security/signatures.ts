import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { decodeBase64 } from '../shared/text/canonical-base64.ts';
import { sameBytes } from './same-text.ts';

/** How a signature is written in its header: GitHub sends `sha256=<hex>`, Shopify `<base64>`. */
export type SignatureFormat = {
  readonly encoding: SignatureEncoding;
  /** What stands before the encoded bytes, e.g. `sha256=`; a signature without it is refused. */
  readonly prefix: string;
};

/** `hex` is taken in small letters or in capitals, `lower_hex` in small letters only; base64 in its one spelling. */
type SignatureEncoding = 'hex' | 'lower_hex' | 'base64';

const HASHES = { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' } as const;

/** The hash functions that senders sign with. SHA-1 is safe in an HMAC, if nowhere else. */
export type MacAlgorithm = keyof typeof HASHES;

/** The HMAC (RFC 2104) of some bytes. The key may be a text, which stands for its UTF-8. */
async function macOf(
  algorithm: MacAlgorithm,
  key: Uint8Array | string,
  bytes: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const raw = typeof key === 'string' ? new TextEncoder().encode(key) : key;
  const hmac = { name: 'HMAC', hash: HASHES[algorithm] };
  const imported = await crypto.subtle.importKey('raw', raw, hmac, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, bytes));
}

/** HMAC-SHA-256 of the raw bytes, written in the given format. The key may be a text, which stands for its UTF-8. */
export async function signBytes(
  secret: Uint8Array | string,
  bytes: Uint8Array,
  format: SignatureFormat,
): Promise<string> {
  return format.prefix + ENCODINGS[format.encoding].encode(await macOf('sha256', secret, bytes));
}

/** The bytes of a signature in a header, or `null` for what is not written in this format. */
export function readSignature(text: string, { encoding, prefix }: SignatureFormat): Uint8Array | null {
  return text.startsWith(prefix) ? ENCODINGS[encoding].decode(text.slice(prefix.length)) : null;
}

/** What was signed, with what, and what the sender says that the signature is: several, while they change their key. */
export type SignatureClaim = {
  readonly algorithm: MacAlgorithm;
  readonly keys: readonly (Uint8Array | string)[];
  readonly bytes: Uint8Array;
  readonly claimed: readonly Uint8Array[];
};

/** The signature that is claimed and true, in hex, or `null`. Compares in constant time. */
export async function trueSignature({ algorithm, keys, bytes, claimed }: SignatureClaim): Promise<string | null> {
  if (claimed.length === 0) return null;
  for (const key of keys) {
    const mac = await macOf(algorithm, key, bytes);
    if (claimed.some((one) => sameBytes(one, mac))) return bytesToHex(mac);
  }
  return null;
}

function decodeLowerHex(text: string): Uint8Array | null {
  return text === text.toLowerCase() ? decodeHex(text) : null;
}

/** Senders write hex in small letters or in capitals, and never in both. */
function decodeHex(text: string): Uint8Array | null {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return null;
  try {
    return hexToBytes(text);
  } catch {
    return null;
  }
}

const ENCODINGS = {
  hex: {
    encode: bytesToHex,
    decode: decodeHex,
  },
  lower_hex: {
    encode: bytesToHex,
    decode: decodeLowerHex,
  },
  base64: {
    encode: (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)),
    decode: decodeBase64,
  },
};
