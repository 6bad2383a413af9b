import { egressFetch } from '../security/egress/egress-fetch.ts';
import type { Egress } from '../security/egress/types.ts';

type Fetch = (address: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

/** The way of Stripe's library to the network: through the guard, like everything else. It sends texts alone. */
export function stripeFetch(egress: Egress, timeoutMs: number): Fetch {
  const send = egressFetch(egress, timeoutMs);
  return async (address, init = {}) => {
    const url = address instanceof Request ? address.url : String(address);
    const headers = new Headers(init.headers);
    // The way out sets it by itself.
    headers.delete('content-length');
    const { method = 'GET', body } = init;
    return send(url, { method, headers: Object.fromEntries(headers), body: typeof body === 'string' ? body : null });
  };
}
