import type { OutgoingRequest } from '../../shared/http-exchange.ts';
import { EgressError } from './errors.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Field values of RFC 9110 §5.5: no control character but the tab, nothing beyond Latin-1. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const REFUSED_METHODS: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** What the transport decides alone: framing, hop-by-hop fields of RFC 9110 §7.6.1, and the host. */
const REFUSED_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

/** The method in upper case; throws `EgressError` for what is no method or may not be used. */
export function checkMethod(method: string): string {
  const upper = method.toUpperCase();
  if (!TOKEN.test(upper) || REFUSED_METHODS.has(upper)) {
    throw new EgressError('egress.method_refused', 'this HTTP method is not allowed');
  }
  return upper;
}

/** The headers as they may be sent; throws `EgressError` for line breaks and for names that are not the sender's to set. */
export function checkHeaders(headers: OutgoingRequest['headers']): Headers {
  const checked = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    checkHeader(name, value);
    checked.append(name, value);
  }
  return checked;
}

function checkHeader(name: string, value: string): void {
  if (!TOKEN.test(name)) throw new EgressError('egress.header_invalid', 'a header has a name that is not allowed');
  if (!FIELD_VALUE.test(value)) {
    throw new EgressError('egress.header_invalid', `the header ${name} has a character that is not allowed`);
  }
  const lower = name.toLowerCase();
  if (REFUSED_HEADERS.has(lower) || lower.startsWith('cf-')) {
    throw new EgressError('egress.header_refused', `the header ${name} may not be set`);
  }
}
