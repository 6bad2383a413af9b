import type { IncomingResponse, OutgoingRequest } from '../../shared/http-exchange.ts';

/** The way out: sends a request under the rules of the guard. Throws `EgressError`. */
export type Egress = (request: OutgoingRequest, signal: AbortSignal) => Promise<IncomingResponse>;

/** Looks a host name up: its IPv4 and IPv6 addresses as text; none if there is no such name. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

/** One exchange without following redirects: the raw `fetch` of the platform, or a fake. */
export type Transport = (url: string, init: TransportInit) => Promise<Response>;

/** What a {@link Transport} is told beside the URL. */
export type TransportInit = {
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array | ReadableStream<Uint8Array> | null;
  readonly signal: AbortSignal;
};
