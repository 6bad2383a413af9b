/** Bytes that are put together at a time: arguments of a call are limited. */
const CHUNK = 8_192;

/** Base64 (RFC 4648 §4) of a text in UTF-8. */
export function encodeBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(binary);
}

/** The text in UTF-8 that Base64 stands for, in either alphabet (RFC 4648 §4, §5); throws for what is none. */
export function decodeBase64(base64: string): string {
  const binary = atob(base64.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
