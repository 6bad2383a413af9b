/** Everything up to the path, as the host's parser takes a URL apart. */
const AUTHORITY = /^[\0- ]*[a-z][a-z0-9+.\t\n\r-]*:[\\/\t\n\r]*([^\\/?#]*)/i;

/** DNS names have 253 characters at the most; the rest is for a user, a port and non-Latin letters. */
const LONGEST = 1_000;

/** Whether the host of a URL is longer than any: writing such a one in ASCII takes the square of its length. */
export function hasLongHost(url: string): boolean {
  return url.length > LONGEST && (AUTHORITY.exec(url)?.[1] ?? '').length > LONGEST;
}

/** `URL.parse`, in linear time: `null` too for a host that is longer than any. */
export function parseUrl(text: string): URL | null {
  return hasLongHost(text) ? null : URL.parse(text);
}
