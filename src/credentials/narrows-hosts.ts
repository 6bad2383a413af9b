const WILDCARD = '*.';

function covers(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  return wide.startsWith(WILDCARD) && narrow.replace(/^\*/, '').endsWith(wide.slice(1));
}

/**
 * Whether hosts, as `hostPattern` writes them, lead nowhere that the ones of before did not. An empty list means any host, so
 * it narrows nothing but itself.
 */
export function narrowsHosts(before: readonly string[], after: readonly string[]): boolean {
  if (before.length === 0) return true;
  return after.length > 0 && after.every((narrow) => before.some((wide) => covers(wide, narrow)));
}
