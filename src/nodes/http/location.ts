import { parseUrl } from '../../engine/text/parse-url.ts';

/** What a URI cannot hold as it is (RFC 3986 §2), but for control characters: no header may hold them, so they are refused. */
const ENCODED = /[ "<>]|\P{ASCII}/gu;
const ASCII = /^\p{ASCII}*$/u;
const ABSOLUTE = /^((?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?)([^/?#:]*)(.*)$/is;

/**
 * An address as a `Location` header holds it (RFC 9110 §10.2.2): a host in other letters in its ASCII form, everything else
 * that a URI cannot hold percent-encoded as UTF-8. What is encoded already stays.
 */
export function encodeLocation(address: string): string {
  const text = address.toWellFormed();
  const [, start = '', host = '', rest = text] = ABSOLUTE.exec(text) ?? [];
  return `${encode(start)}${ASCII.test(host) ? encode(host) : asciiHost(host)}${encode(rest)}`;
}

function asciiHost(host: string): string {
  return parseUrl(`http://${host}`)?.hostname ?? encode(host);
}

function encode(text: string): string {
  return text.replace(ENCODED, encodeURIComponent);
}
