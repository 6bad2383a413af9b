/** A request that is sent to the world. Header names in any case; `body` as bytes or text. */
export type OutgoingRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
  /** Milliseconds for the whole exchange, redirects and body included. */
  readonly timeoutMs?: number;
  /** Default true: redirects are followed by hand and checked again, at most 10. */
  readonly followRedirects?: boolean;
  /** Headers that carry secrets: dropped when a redirect leaves the origin. `authorization` and `cookie` always are. */
  readonly secretHeaders?: readonly string[];
  /** Whatever its method says, the request changes nothing in the world that counts, and may be sent again. */
  readonly reads?: boolean;
  /** Hosts to which the request may go at all (`api.example.com`, `*.example.com`); absent: any public one. */
  readonly allowedHosts?: readonly string[];
  /** Likewise, by the settings of the workspace: a host has to be in both. The runner sets it, never a node. */
  readonly workspaceHosts?: readonly string[];
};

/** What came back. Header names in lower case; the body is read whole, within the size limit; several `set-cookie` headers stand on lines of their own. */
export type IncomingResponse = {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array;
};
