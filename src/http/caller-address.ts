import type { AddressList } from '../security/address-lists.ts';

/** Where a request comes from, as far as that can be told. */
export type CallerAddress = (request: Request) => string | null;

/** In which header Cloudflare, and whoever stands in its place, tells the address of the caller. */
const CLIENT_HEADER = 'cf-connecting-ip';

/** An address with its port, as workerd tells it: `127.0.0.1:55280`, `[::1]:55280`. */
const WITH_PORT = /^(?:\[(?<six>[^\]]+)\]|(?<four>[^:]+)):\d+$/;

/**
 * Tells the address of callers. `trustedProxies`: whose word about it counts; `null`: the Worker is behind Cloudflare, which
 * sets the header itself, whatever a caller sends. Elsewhere anybody can send it, so the peer of the connection counts,
 * unless it is a trusted proxy.
 */
export function callerAddress(trustedProxies: AddressList | null): CallerAddress {
  return (request) => {
    const told = request.headers.get(CLIENT_HEADER);
    if (trustedProxies === null) return told;
    const peer = peerOf(request);
    return trustedProxies(peer) ? (told ?? peer) : peer;
  };
}

/** The other end of the connection; `null` if it was no network connection. */
function peerOf({ cf }: Request): string | null {
  const { clientIp } = cf ?? {};
  if (typeof clientIp !== 'string') return null;
  const { six, four } = WITH_PORT.exec(clientIp)?.groups ?? {};
  return six ?? four ?? clientIp;
}
