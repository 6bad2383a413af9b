const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a request names this machine, or the address that the server is known by. A page elsewhere may have its own name point
 * here, and then reads what it likes (DNS rebinding); but it cannot hide that name.
 */
export function isOwnHost(url: string, publicUrl: string): boolean {
  const { hostname } = new URL(url);
  return LOOPBACK.has(hostname) || hostname === URL.parse(publicUrl)?.hostname;
}
