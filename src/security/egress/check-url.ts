import { judgeUrl, withoutTrailingDots } from '../../shared/outgoing-url.ts';
import { type Address, classifyAddress, isWithin, type Network, parseAddress } from './addresses.ts';
import { EgressError } from './errors.ts';

/** What a URL is checked against. */
export type UrlRules = {
  /** Networks that may be reached although they are not public. */
  readonly allowedNetworks: readonly Network[];
  /** Hosts to which the request may go at all (`api.example.com`, `*.example.com`); absent: any public one. */
  readonly allowedHosts?: readonly string[];
  /** Likewise, by the settings of the workspace. */
  readonly workspaceHosts?: readonly string[];
  /** Ports that may be reached nowhere: where the server's own database listens. */
  readonly deniedPorts?: readonly number[];
};

/** Names that never mean a host of the public internet: RFC 6761, RFC 6762, RFC 8375, ICANN's private-use `.internal`. */
const PRIVATE_SUFFIXES = [
  'local',
  'internal',
  'localdomain',
  'home.arpa',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'test',
  'invalid',
  'onion',
];

/** Metadata services of cloud providers that have a name in a public domain. */
const METADATA_HOSTS: ReadonlySet<string> = new Set([
  'metadata.goog',
  'metadata.tencentyun.com',
  'metadata.platformequinix.com',
]);

const LOOPBACK = ['127.0.0.1', '::1'].map(parseAddress).filter((address) => address !== null);

/** Whether a host matches one of the patterns: exact, or `*.example.com` for all names below, but not the name itself. */
export function matchesHost(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const wanted = withoutTrailingDots(pattern.trim().toLowerCase());
    return wanted.startsWith('*.')
      ? host.endsWith(wanted.slice(1)) && host.length > wanted.length - 1
      : host === wanted;
  });
}

/** Whether a name means this very machine, whatever a resolver says (RFC 6761 §6.3). */
export function isLocalhost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

/**
 * The URL as it may be requested, trailing dots of the host taken off; throws `EgressError` for any other. Names are judged
 * as names here; what they resolve to is the guard's business.
 */
export function checkUrl(text: string, rules: UrlRules): URL {
  const url = parseUrl(text);
  if (rules.deniedPorts?.includes(portOf(url)) === true) {
    throw new EgressError('egress.blocked_port', `port ${portOf(url)} is not for workflows`);
  }
  const host = withoutTrailingDots(url.hostname);
  url.hostname = host;
  checkHost(host, rules.allowedNetworks);
  if (rules.workspaceHosts !== undefined && !matchesHost(host, rules.workspaceHosts)) {
    throw new EgressError('egress.host_not_on_allow_list', `the workspace does not let its workflows call ${host}`);
  }
  if (rules.allowedHosts !== undefined && !matchesHost(host, rules.allowedHosts)) {
    throw new EgressError('egress.host_not_allowed', `the credential may not be sent to ${host}`);
  }
  return url;
}

/** Throws unless the address is public or lies in an allowed network. `host` is what the message names. */
export function checkAddress(address: Address, host: string, allowedNetworks: readonly Network[]): void {
  const verdict = classifyAddress(address);
  if (verdict.kind === 'global' || isWithin(address, allowedNetworks)) return;
  throw new EgressError('egress.blocked_address', `${host} is not on the public internet (${verdict.block})`);
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

function parseUrl(text: string): URL {
  const judged = judgeUrl(text, URL.parse(text));
  if (judged.type === 'url') return judged.url;
  throw new EgressError(judged.code, judged.message);
}

function checkHost(host: string, allowedNetworks: readonly Network[]): void {
  const address = parseAddress(host);
  if (address !== null) checkAddress(address, host, allowedNetworks);
  else if (!isReachableName(host, allowedNetworks)) {
    throw new EgressError('egress.blocked_host', `${host} is not a host of the public internet`);
  }
}

function isReachableName(host: string, allowedNetworks: readonly Network[]): boolean {
  if (isLocalhost(host)) return LOOPBACK.some((address) => isWithin(address, allowedNetworks));
  const isPrivate = PRIVATE_SUFFIXES.some((suffix) => host.endsWith(`.${suffix}`));
  return host.includes('.') && !host.includes('..') && !isPrivate && !METADATA_HOSTS.has(host);
}
