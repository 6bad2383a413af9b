/** A request on its way out. Structurally the request that nodes make. */
export type EgressRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
  /** Milliseconds for the whole exchange, redirects and body included. */
  readonly timeoutMs?: number;
  /** Default true. */
  readonly followRedirects?: boolean;
  /** Headers that carry secrets: dropped, as `authorization` and `cookie` always are, when a redirect leaves the origin. */
  readonly secretHeaders?: readonly string[];
  /** Hosts to which the request may go at all; absent: any public one. Checked at each hop. */
  readonly allowedHosts?: readonly string[];
};

/** What came back, read whole. Header names in lower case; several `set-cookie` headers stand on lines of their own. */
export type EgressResponse = {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array;
};

/** The way out: sends a request under the rules of the guard. Throws `EgressError`. */
export type Egress = (request: EgressRequest, signal: AbortSignal) => Promise<EgressResponse>;

/** Looks a host name up: its IPv4 and IPv6 addresses as text; none if there is no such name. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

/** One exchange without following redirects: the raw `fetch` of the platform, or a fake. */
export type Transport = (url: string, init: TransportInit) => Promise<Response>;

/** What a {@link Transport} is told beside the URL. */
export type TransportInit = {
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal;
};
