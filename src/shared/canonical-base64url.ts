import { base64url } from 'jose';

/**
 * The bytes of a text in base64url without padding (RFC 4648 §5), or `null` for any other spelling of the same bytes: bits that
 * are left over, padding, the other alphabet or white space. What is signed or kept has one spelling.
 */
export function decodeCanonical(text: string): Uint8Array | null {
  try {
    const bytes = base64url.decode(text);
    return base64url.encode(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

/** Whether each part of a compact token (`header.payload.signature`) is spelled as its encoder would. */
export function isCanonicalToken(token: string): boolean {
  return token.split('.').every((part) => decodeCanonical(part) !== null);
}
