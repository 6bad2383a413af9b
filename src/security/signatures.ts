import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { decodeBase64 } from '../shared/text/canonical-base64.ts';

/** How a signature is written in its header: GitHub sends `sha256=<hex>`, Shopify `<base64>`. */
export type SignatureFormat = {
  readonly encoding: 'hex' | 'base64';
  /** What stands before the encoded bytes, e.g. `sha256=`; a signature without it is refused. */
  readonly prefix: string;
};

const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' };

/** HMAC-SHA-256 (RFC 2104) of the raw bytes, written in the given format. */
export async function signBytes(secret: string, bytes: Uint8Array, format: SignatureFormat): Promise<string> {
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', await importKey(secret, 'sign'), bytes));
  return format.prefix + ENCODINGS[format.encoding].encode(mac);
}

/**
 * Whether the signature is the HMAC-SHA-256 of exactly these bytes. Compares in constant time (WebCrypto `verify`);
 * a signature that can't be decoded, or is no canonical base64 or hex, is simply wrong.
 */
export async function verifySignature(
  secret: string,
  bytes: Uint8Array,
  claim: SignatureFormat & { readonly signature: string },
): Promise<boolean> {
  if (!claim.signature.startsWith(claim.prefix)) return false;
  const mac = ENCODINGS[claim.encoding].decode(claim.signature.slice(claim.prefix.length));
  return mac !== null && crypto.subtle.verify('HMAC', await importKey(secret, 'verify'), mac, bytes);
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
  base64: {
    encode: (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)),
    decode: decodeBase64,
  },
};

function importKey(secret: string, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), ALGORITHM, false, [usage]);
}
