/** Where passkeys are made and used: the page's origin, and the name to which they are bound. */
export type RelyingParty = { readonly origin: string; readonly id: string };

/**
 * The relying party of a server: its public address or, if that has no name (an address of the network, or none at all), where the
 * request went. A foreign name there helps nobody: browsers use a passkey only under the name for which it was made, and the name
 * is kept with it. `null` if neither has a name: WebAuthn knows no passkeys for addresses (§5.1.3).
 */
export function relyingPartyOf(publicUrl: string, requestUrl: string): RelyingParty | null {
  return named(publicUrl) ?? named(requestUrl);
}

function named(address: string): RelyingParty | null {
  const url = URL.parse(address);
  if (url === null || !hasName(url.hostname)) return null;
  return { origin: url.origin, id: url.hostname };
}

/** The URL parser writes any IPv4 address as four numbers, and IPv6 ones in brackets. */
function hasName(host: string): boolean {
  return host !== '' && !host.startsWith('[') && !/^[\d.]+$/.test(host);
}
