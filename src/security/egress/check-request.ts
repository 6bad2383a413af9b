import { headerNameFault, headerValueFault, requestHeaderFault } from '../../shared/header-rules.ts';
import type { OutgoingRequest } from '../../shared/http-exchange.ts';
import { quoteText } from '../../shared/text/quote-text.ts';
import { EgressError } from './errors.ts';

const REFUSED_METHODS: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** The method in upper case; throws `EgressError` for what is no method or may not be used. */
export function checkMethod(method: string): string {
  const upper = method.toUpperCase();
  if (headerNameFault(upper) !== null || REFUSED_METHODS.has(upper)) {
    throw new EgressError('egress.method_refused', `the HTTP method ${quoteText(method)} is not allowed`);
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
  const invalid = headerNameFault(name) ?? headerValueFault(name, value);
  if (invalid !== null) throw new EgressError('egress.header_invalid', invalid);
  const refused = requestHeaderFault(name);
  if (refused !== null) throw new EgressError('egress.header_refused', refused);
}
