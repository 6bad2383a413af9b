/** With what the names of all our cookies begin. */
export const OWN_COOKIE_PREFIX = '__Host-linkflow-';

/**
 * The headers of a request without our own cookies. Browsers send those to every address of the host, and what workflows are
 * called at is one of them: no workflow may see by which session its caller is signed in.
 */
export function withoutOwnCookies(given: Headers): Headers {
  const cookies = given.get('cookie');
  if (cookies === null || !cookies.toLowerCase().includes(OWN_COOKIE_PREFIX.toLowerCase())) return given;
  const headers = new Headers(given);
  const others = cookies.split(';').filter((pair) => !isOwn(pair));
  if (others.length === 0) headers.delete('cookie');
  else headers.set('cookie', others.join(';').trim());
  return headers;
}

/** Browsers tell prefixes apart whatever their case (RFC 6265bis §4.1.3), and so does this. */
function isOwn(pair: string): boolean {
  return pair.trim().toLowerCase().startsWith(OWN_COOKIE_PREFIX.toLowerCase());
}
