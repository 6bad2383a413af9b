/** All but unreserved characters as escapes (RFC 3986 §2.3), as signatures of AWS and of OAuth 1.0a (RFC 5849 §3.6) want it. */
export function escape3986(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
