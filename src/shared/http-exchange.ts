/** A body that is not in memory: each time that it is sent it is opened anew. `size`: in bytes; `sha256`: of them, in hex. */
export type StreamedBody = {
  readonly size: number;
  readonly sha256: string;
  open(): Promise<ReadableStream<Uint8Array>>;
};

/** What is known of an answer before its body is read. */
export type ResponseHead = Omit<IncomingResponse, 'body' | 'kept'>;

/** Where a body went that is too large for memory. */
export type KeptBody = { readonly fileId: string; readonly size: number };

/**
 * Takes the body of an answer that is too large for memory. `null`: it does not, by what the head says. Errors that the chunks throw it
 * throws again.
 */
export type TakeLargeBody = (head: ResponseHead) => ((chunks: AsyncIterable<Uint8Array>) => Promise<KeptBody>) | null;

/** A request that is sent to the world. Header names in any case. */
export type OutgoingRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | Uint8Array | StreamedBody;
  /** Takes the body of an answer that is larger than is held in memory; absent: that is an error. */
  readonly takeLarge?: TakeLargeBody;
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

/** What came back. Header names in lower case; the body is read whole, within the size limit, unless it was taken elsewhere; several `set-cookie` headers stand on lines of their own. */
export type IncomingResponse = {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array;
  /** Where the body is, if it was too large for memory: then `body` is empty. */
  readonly kept?: KeptBody;
};
