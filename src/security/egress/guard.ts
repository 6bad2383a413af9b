import type { IncomingResponse, OutgoingRequest, TakeLargeBody } from '../../shared/http-exchange.ts';
import { shownUrl } from '../../shared/outgoing-url.ts';
import { type Network, parseAddress } from './addresses.ts';
import { checkHeaders, checkMethod } from './check-request.ts';
import { checkAddress, checkUrl, isLocalhost, type UrlRules } from './check-url.ts';
import { EgressError } from './errors.ts';
import { readBody } from './read-body.ts';
import { type Hop, nextHop, redirectTarget } from './redirect.ts';
import type { Egress, Resolve, Transport } from './types.ts';

/** Redirects that one request follows. */
export const MAX_REDIRECTS = 10;
const DEFAULT_TIMEOUT_MS = 30_000;
/** The body of a response, in bytes, after decompression. */
export const DEFAULT_MAX_BYTES = 10_000_000;
/** The same for a body that is kept as a file instead of being held in memory. */
export const MAX_KEPT_BYTES = 1_000_000_000;

/** How the guard is built. */
export type EgressOptions = {
  readonly transport: Transport;
  readonly allowedNetworks: readonly Network[];
  readonly deniedPorts?: readonly number[];
  /**
   * Looks names up before they are requested, so that a public name with a private address is refused. The platform
   * looks the name up once more when it connects, so an attacker's DNS may still answer differently; on Cloudflare that
   * leads nowhere, because no private network is reachable from there.
   */
  readonly resolve?: Resolve;
  /** Largest response body in bytes, after decompression. Default 10 MB. */
  readonly maxBytes?: number;
  /** The same where a request has larger ones taken elsewhere. Default 1 GB. */
  readonly maxKeptBytes?: number;
  /** A signal that aborts after so many milliseconds. Default `AbortSignal.timeout`. */
  readonly deadline?: (ms: number) => AbortSignal;
};

type Exchange = {
  readonly options: EgressOptions;
  readonly rules: UrlRules;
  readonly signal: AbortSignal;
  /** Told before anything goes out. */
  readonly onSend: () => void;
};

/**
 * The one way out. http and https only, no user info, public addresses only, redirects followed by hand and checked again,
 * secrets dropped when the origin changes, size and time limited. Throws `EgressError` and nothing else.
 */
export function createEgress(options: EgressOptions): Egress {
  const deadline = options.deadline ?? ((ms: number) => AbortSignal.timeout(ms));
  return async function send(request, signal) {
    const timeout = deadline(request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const { allowedNetworks, deniedPorts = [] } = options;
    const { allowedHosts, workspaceHosts } = request;
    const rules = {
      allowedNetworks,
      deniedPorts,
      ...(allowedHosts !== undefined && { allowedHosts }),
      ...(workspaceHosts !== undefined && { workspaceHosts }),
    };
    let sent = false;
    const onSend = (): void => {
      sent = true;
    };
    try {
      return await follow(request, { options, rules, signal: AbortSignal.any([signal, timeout]), onSend });
    } catch (error) {
      const { code, message, cause } =
        error instanceof EgressError ? error : asEgressError(error, { request, signal, timeout });
      throw new EgressError(code, message, { cause, sent });
    }
  };
}

async function follow(request: OutgoingRequest, exchange: Exchange): Promise<IncomingResponse> {
  let hop = await firstHop(request, exchange);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await sendHop(hop, exchange);
    const location = response.headers.get('location');
    const target = request.followRedirects === false ? null : redirectTarget(response.status, location, hop.url);
    if (target === null) return await readResponse(response, hop, { exchange, takeLarge: request.takeLarge });
    await response.body?.cancel();
    hop = nextHop(hop, response.status, await checkTarget(target, exchange), request.secretHeaders ?? []);
  }
  throw new EgressError(
    'egress.too_many_redirects',
    `more than ${MAX_REDIRECTS} redirects, from ${shownUrl(request.url)}`,
  );
}

async function firstHop(request: OutgoingRequest, exchange: Exchange): Promise<Hop> {
  const method = checkMethod(request.method);
  const body = request.body ?? null;
  if (body !== null && (method === 'GET' || method === 'HEAD')) {
    throw new EgressError('egress.body_refused', `a ${method} request cannot have a body`);
  }
  const headers = checkHeaders(request.headers);
  return { url: await checkTarget(request.url, exchange), method, headers, body };
}

async function checkTarget(target: string, { options, rules, signal }: Exchange): Promise<URL> {
  const url = checkUrl(target, rules);
  const host = url.hostname;
  if (options.resolve === undefined || isLocalhost(host) || parseAddress(host) !== null) return url;
  const found = await lookUp(options.resolve, host, signal);
  for (const text of found) {
    const address = parseAddress(text);
    if (address !== null) checkAddress(address, host, options.allowedNetworks);
  }
  return url;
}

async function lookUp(resolve: Resolve, host: string, signal: AbortSignal): Promise<readonly string[]> {
  const found = await resolve(host, signal);
  if (found.length > 0) return found;
  throw new EgressError('egress.name_not_resolved', `${host} has no address`);
}

async function sendHop({ url, method, headers, body }: Hop, { options, signal, onSend }: Exchange): Promise<Response> {
  signal.throwIfAborted();
  const sent = body !== null && typeof body === 'object' && 'open' in body ? await body.open() : body;
  onSend();
  return options.transport(url.href, { method, headers, body: sent, signal });
}

type Reading = { readonly exchange: Exchange; readonly takeLarge: TakeLargeBody | undefined };

async function readResponse(response: Response, hop: Hop, reading: Reading): Promise<IncomingResponse> {
  const { takeLarge, exchange } = reading;
  const { maxBytes = DEFAULT_MAX_BYTES, maxKeptBytes = MAX_KEPT_BYTES } = exchange.options;
  const headers: Record<string, string> = Object.fromEntries(response.headers.entries());
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers['set-cookie'] = cookies.join('\n');
  const head = { status: response.status, statusText: response.statusText, url: hop.url.href, headers };
  const limits = { maxBytes, maxKeptBytes, takeLarge };
  return { ...head, ...(await readBody(response, head, { limits, from: shownUrl(hop.url.href) })) };
}

type Failing = {
  readonly request: OutgoingRequest;
  readonly signal: AbortSignal;
  readonly timeout: AbortSignal;
};

function asEgressError(error: unknown, { request, signal, timeout }: Failing): EgressError {
  const where = shownUrl(request.url);
  if (signal.aborted)
    return new EgressError('egress.aborted', `the request to ${where} was given up`, { cause: error });
  if (timeout.aborted) {
    const limit = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    return new EgressError('egress.timeout', `no answer in time from ${where} (${limit} ms)`, { cause: error });
  }
  return new EgressError('egress.network', `the connection failed to ${where}`, { cause: error });
}
