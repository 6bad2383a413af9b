import ipaddr from 'ipaddr.js';

/** An IP address, parsed. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A network: its address and the length of its prefix in bits. */
export type Network = readonly [Address, number];

/** What an address is: one of the public internet, or one of a block that is set aside for something else. */
export type AddressVerdict = { readonly kind: 'global' } | { readonly kind: 'special'; readonly block: string };

/**
 * IPv4 blocks that are not globally reachable, after the IANA IPv4 Special-Purpose Address Registry. 192.0.0.0/24 is
 * refused whole, its few reachable anycast addresses serve no HTTP. The last is Azure's wire server, a metadata service
 * on an address that looks public.
 */
const IPV4_BLOCKS: readonly (readonly [string, string])[] = [
  ['0.0.0.0/8', 'this network'],
  ['10.0.0.0/8', 'private use'],
  ['100.64.0.0/10', 'shared address space'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link local'],
  ['172.16.0.0/12', 'private use'],
  ['192.0.0.0/24', 'IETF protocol assignments'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', '6to4 relay'],
  ['192.168.0.0/16', 'private use'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['168.63.129.16/32', 'cloud metadata'],
];

/** Blocks inside 2000::/3, the only IPv6 global unicast space there is, that are not globally reachable all the same. */
const IPV6_BLOCKS: readonly (readonly [string, string])[] = [
  ['2001::/23', 'IETF protocol assignments'],
  ['2001:db8::/32', 'documentation'],
  ['3fff::/20', 'documentation'],
];

const IPV4_SPECIAL = IPV4_BLOCKS.map(([cidr, name]) => ({ network: ipaddr.parseCIDR(cidr), name }));
const IPV6_SPECIAL = IPV6_BLOCKS.map(([cidr, name]) => ({ network: ipaddr.parseCIDR(cidr), name }));
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** Prefixes whose addresses stand for an IPv4 address, and the byte at which that one begins. */
const EMBEDDINGS: readonly { readonly network: [Address, number]; readonly at: number }[] = [
  { network: ipaddr.parseCIDR('::ffff:0:0/96'), at: 12 },
  { network: ipaddr.parseCIDR('::/96'), at: 12 },
  { network: ipaddr.parseCIDR('64:ff9b::/96'), at: 12 },
  { network: ipaddr.parseCIDR('2002::/16'), at: 2 },
];

/** The address that a text names, in any form that a resolver takes (decimal, octal, hexadecimal, short), or `null`. */
export function parseAddress(text: string): Address | null {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  return ipaddr.isValid(bare) ? ipaddr.parse(bare) : null;
}

/**
 * The address that traffic ends at: IPv4 addresses in IPv6 (mapped, compatible, NAT64 of RFC 6052, 6to4 of RFC 3056) are
 * taken out. Teredo and the local NAT64 prefix 64:ff9b:1::/48 stay what they are, and those are never global.
 */
export function effectiveAddress(address: Address): Address {
  if (address.kind() === 'ipv4' || address.range() === 'loopback') return address;
  const embedding = EMBEDDINGS.find(({ network }) => address.match(network));
  if (embedding === undefined) return address;
  return ipaddr.fromByteArray(address.toByteArray().slice(embedding.at, embedding.at + 4));
}

/** Whether an address belongs to the public internet. */
export function classifyAddress(address: Address): AddressVerdict {
  const effective = effectiveAddress(address);
  const isIpv4 = effective.kind() === 'ipv4';
  const special = (isIpv4 ? IPV4_SPECIAL : IPV6_SPECIAL).find(({ network }) => effective.match(network));
  if (special !== undefined) return { kind: 'special', block: special.name };
  if (isIpv4 || effective.match(GLOBAL_UNICAST)) return { kind: 'global' };
  return { kind: 'special', block: effective.range() };
}

/** Parses a list of networks (`127.0.0.0/8,::1/128`); throws a `RangeError` that names the first bad one. */
export function parseNetworks(list: string): readonly Network[] {
  const texts = list.split(',').map((text) => text.trim());
  return texts.filter((text) => text !== '').map(parseNetwork);
}

function parseNetwork(text: string): Network {
  if (!ipaddr.isValidCIDR(text)) throw new RangeError(`not a network in CIDR notation: ${text}`);
  return ipaddr.parseCIDR(text);
}

/** Whether the address that traffic ends at lies in one of the networks. */
export function isWithin(address: Address, networks: readonly Network[]): boolean {
  const effective = effectiveAddress(address);
  return networks.some(([base, bits]) => base.kind() === effective.kind() && effective.match(base, bits));
}
