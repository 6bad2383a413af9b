import { base64url } from 'jose';

/**
 * The bytes of base64url without padding (RFC 4648 §5), or `null` for any text that no encoder writes: one with padding, white
 * space or the other alphabet, or whose last character holds bits beyond the bytes. So one value has one text, and whoever
 * remembers or revokes the text has the value.
 */
export function decodeBase64Url(text: string): Uint8Array | null {
  const bytes = attempt(() => base64url.decode(text));
  return bytes !== null && base64url.encode(bytes) === text ? bytes : null;
}

/** The same for base64 with its padding (RFC 4648 §4). */
export function decodeBase64(text: string): Uint8Array | null {
  const binary = attempt(() => atob(text));
  if (binary === null || btoa(binary) !== text) return null;
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** Whether a text has the form of a signed token (RFC 7515 §7.1): three parts, each of them in its only spelling. */
export function isCanonicalToken(token: string): boolean {
  const parts = token.split('.');
  return parts.length === 3 && parts.every((part) => decodeBase64Url(part) !== null);
}

function attempt<Value>(decode: () => Value): Value | null {
  try {
    return decode();
  } catch {
    return null;
  }
}
