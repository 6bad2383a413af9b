import ipaddr from 'ipaddr.js';

/** One customer of a provider has at least so much of IPv6 (RFC 6177 §2), and may take any address in there. */
const IPV6_PARTS = 4;

/**
 * Whom an address stands for: itself for IPv4, however it is written; its /64 for IPv6; a text that is no address for itself.
 * `null` for an unknown address and for the machine itself.
 */
export function networkOf(ip: string | null): string | null {
  if (ip === null || !ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.range() === 'loopback') return null;
  if (address instanceof ipaddr.IPv4) return address.toString();
  const parts = address.parts.slice(0, IPV6_PARTS).map((part) => part.toString(16));
  return `${parts.join(':')}::/64`;
}
