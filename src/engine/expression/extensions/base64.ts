/** How many bytes are converted per call, since the number of arguments is limited. */
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

/** Decodes Base64 to UTF-8 text, in either alphabet (RFC 4648 §4, §5). Throws for anything else. */
export function decodeBase64(base64: string): string {
  const binary = atob(base64.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
