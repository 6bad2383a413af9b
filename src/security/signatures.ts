import { hexToBytes } from '@noble/hashes/utils.js';

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
 * a signature that can't be decoded is simply wrong.
 */
export async function verifySignature(
  secret: string,
  bytes: Uint8Array,
  claim: SignatureFormat & { readonly signature: string },
): Promise<boolean> {
  if (!claim.signature.startsWith(claim.prefix)) return false;
  const mac = decode(claim.signature.slice(claim.prefix.length), claim.encoding);
  return mac !== null && crypto.subtle.verify('HMAC', await importKey(secret, 'verify'), mac, bytes);
}

const ENCODINGS = {
  hex: {
    encode: (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    decode: hexToBytes,
  },
  base64: {
    encode: (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)),
    decode: (text: string): Uint8Array => {
      const binary = atob(text);
      if (btoa(binary) !== text) throw new RangeError('not the one spelling of these bytes');
      return Uint8Array.from(binary, (char) => char.charCodeAt(0));
    },
  },
};

function decode(text: string, encoding: SignatureFormat['encoding']): Uint8Array | null {
  try {
    return ENCODINGS[encoding].decode(text);
  } catch {
    return null;
  }
}

function importKey(secret: string, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), ALGORITHM, false, [usage]);
}
