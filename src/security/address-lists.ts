import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Whether an address is on a list; one that is not known, or is none, is not. */
export type AddressList = (address: string | null) => boolean;

const IPV4_BITS = 32;
/** The length of the prefix `::ffff:0:0/96`, behind which IPv6 writes IPv4 addresses. */
const MAPPED_BITS = 96;

/** The address that a text names; an IPv4 address that is written as IPv6 (RFC 4291 §2.5.5.2) is the IPv4 address. */
function parse(text: string): Address | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

function networkOf(entry: string): readonly [Address, number] {
  const [base = '', written] = entry.split('/');
  const address = ipaddr.process(base);
  const bits = written === undefined ? address.toByteArray().length * 8 : Number(written);
  const isMapped = base.includes(':') && address.kind() === 'ipv4';
  return [
    address,
    isMapped && written !== undefined ? Math.max(0, bits - MAPPED_BITS) : Math.min(bits, lengthOf(address)),
  ];
}

function lengthOf(address: Address): number {
  return address.kind() === 'ipv4' ? IPV4_BITS : 128;
}

/**
 * A list of addresses and of networks in CIDR notation, IPv4 and IPv6. Only mapped addresses count as IPv4: what tunnels and
 * translators write into IPv6 is not believed. Throws what `ipaddr.js` throws for an entry that is none of these.
 */
export function addressList(entries: readonly string[]): AddressList {
  const networks = entries.map(networkOf);
  return (text) => {
    const address = text === null ? null : parse(text);
    if (address === null) return false;
    return networks.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
  };
}
