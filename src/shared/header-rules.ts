import { quoteText } from './text/quote-text.ts';

/** RFC 9110 §5.1: what the name of a header may be. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** What RFC 9110 §5.5 lets no value have: control characters but the tab, and what lies beyond Latin-1. */
const NO_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

/** What the transport decides alone: framing, hop-by-hop fields of RFC 9110 §7.6.1, and the host. */
const REFUSED_IN_REQUESTS: ReadonlySet<string> = new Set([
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

/** Headers that the transport sets, or that would affect the browser beyond this response: all workspaces share one origin. */
const REFUSED_IN_ANSWERS: ReadonlySet<string> = new Set([
  'alt-svc',
  'clear-site-data',
  'connection',
  'content-length',
  'keep-alive',
  'nel',
  'report-to',
  'reporting-endpoints',
  'service-worker-allowed',
  'set-cookie',
  'strict-transport-security',
  'transfer-encoding',
  'upgrade',
]);

/** Why this is no name of a header; `null` if it is one. */
export function headerNameFault(name: string): string | null {
  if (name === '') return 'a header has no name';
  return NAME.test(name) ? null : `the header ${quoteText(name)} has a name with a character that is not allowed`;
}

/** Why a header cannot have this value, which may be a secret and so is not told; `null` if it can. */
export function headerValueFault(name: string, value: string): string | null {
  const place = value.search(NO_VALUE);
  if (place === -1) return null;
  const kind = kindOfCharacter(value.charCodeAt(place));
  return `the header ${quoteText(name)} has a value with a character that is not allowed: ${kind} at position ${place + 1}`;
}

function kindOfCharacter(code: number): string {
  if (code === 0x0a || code === 0x0d) return 'a line break';
  return code > 0xff ? 'one beyond Latin-1' : 'a control character';
}

/** Why a request may not set this header; `null` if it may. */
export function requestHeaderFault(name: string): string | null {
  const lower = name.toLowerCase();
  if (!REFUSED_IN_REQUESTS.has(lower) && !lower.startsWith('cf-')) return null;
  return `the header ${quoteText(name)} may not be set: it is set on the way`;
}

/** Why an answer may not set this header; `null` if it may. */
export function answerHeaderFault(name: string): string | null {
  if (!REFUSED_IN_ANSWERS.has(name.toLowerCase())) return null;
  return `the header ${quoteText(name)} may not be set in an answer: it is set on the way, or would affect other workflows of this origin`;
}
