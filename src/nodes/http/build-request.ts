import type { Item } from '../../engine/item.ts';
import { hasLongHost } from '../../engine/text/parse-url.ts';
import { headerNameFault, headerValueFault } from '../../shared/header-rules.ts';
import type { OutgoingRequest } from '../../shared/http-exchange.ts';
import { shownUrl } from '../../shared/outgoing-url.ts';
import { quoteText } from '../../shared/text/quote-text.ts';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret } from '../node-run.ts';
import { authorise } from './authorise.ts';
import { type BodySource, type EncodedBody, encodeBody } from './encode-body.ts';
import { type HttpConfig, takesBody } from './http-config.ts';
import { readHeaders, readNameValues } from './name-values.ts';
import { withQuery } from './query.ts';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a request is made of besides its config. */
export type RequestParts = {
  readonly item: Item;
  readonly credential: CredentialSecret | null;
  readonly idempotencyKey: string;
  /** See `BodySource`. */
  readonly readJson: BodySource['readJson'];
  readonly openFile: BodySource['openFile'];
};

/** The request of a config. The user's headers win over our defaults, those of the credential over both. */
export async function buildRequest(config: HttpConfig, parts: RequestParts): Promise<OutgoingRequest> {
  if (hasLongHost(config.url)) throw new NodeError('egress.invalid_url', longHost(config.url));
  const body = await bodyOf(config, parts);
  const authorisation = parts.credential === null ? null : authorise(parts.credential);
  const query = [...readNameValues(config.query), ...(authorisation?.query ?? [])];
  const headers = new Headers();
  if (body !== null) headers.set('content-type', body.contentType);
  if (!READING.has(config.method) && config.idempotency_header !== '') {
    setHeader(headers, config.idempotency_header, parts.idempotencyKey);
  }
  for (const [name, value] of readHeaders(config.headers)) setHeader(headers, name, value);
  for (const [name, value] of Object.entries(authorisation?.headers ?? {})) setHeader(headers, name, value);
  return {
    method: config.method,
    url: withQuery(config.url, query, config.query_lists),
    headers: Object.fromEntries(headers.entries()),
    timeoutMs: config.timeout_ms,
    followRedirects: config.follow_redirects,
    ...(body === null ? {} : { body: body.content }),
    ...secrecy(parts.credential, Object.keys(authorisation?.headers ?? {})),
  };
}

function secrecy(
  credential: CredentialSecret | null,
  secretHeaders: readonly string[],
): Pick<OutgoingRequest, 'secretHeaders' | 'allowedHosts'> {
  return { secretHeaders, ...allowedHostsOf(credential) };
}

/** The hosts to which a request with this credential may go. */
export function allowedHostsOf(credential: CredentialSecret | null): Pick<OutgoingRequest, 'allowedHosts'> {
  const hosts = credential?.allowedHosts ?? [];
  return hosts.length === 0 ? {} : { allowedHosts: hosts };
}

async function bodyOf(config: HttpConfig, { item, readJson, openFile }: RequestParts): Promise<EncodedBody> {
  if (!takesBody(config.method)) return null;
  return encodeBody(config.body_type, {
    body: config.body,
    contentType: config.content_type,
    binaryProperty: config.binary_property,
    item,
    readJson,
    openFile,
  });
}

function longHost(url: string): string {
  return `the URL has a host that is longer than any: ${shownUrl(url)}`;
}

function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch (cause) {
    const fault =
      headerNameFault(name) ?? headerValueFault(name, value) ?? `the header ${quoteText(name)} cannot be sent`;
    throw new NodeError('http.header_invalid', fault, { cause });
  }
}
