import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sameText } from '../same-text.ts';
import { readSignature, trueSignature } from '../signatures.ts';
import { joinBytes } from './join-bytes.ts';
import type { PresetRules } from './preset-rules.ts';
import { admitted, type Proof, refused, type SentCall, type Verdict } from './verdict.ts';

const HEADER = 'X-Twilio-Signature';
/** `key=…,algorithm=HMAC_SHA256` for webhooks that are signed with a shared key; without it the auth token signs, in SHA-1. */
const SETTINGS = 'X-Twilio-Webhooks-Signature-Settings';
const SHA256 = /(^|,)\s*algorithm=HMAC_SHA256\s*(,|$)/i;
const FORMAT = { encoding: 'base64', prefix: '' } as const;
/** Twilio sends some dozens of parameters. Nobody makes us sort a million before we know who it is. */
const MAX_PARAMETERS = 1000;
const MAX_FORM_BYTES = 1_000_000;
const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const STANDARD_PORTS: { readonly [protocol: string]: string } = { 'http:': '80', 'https:': '443' };

/**
 * Twilio: the HMAC of the URL, as Twilio calls it, and of the form's parameters in order. Any other body is signed by
 * the hash of it that the URL holds (`bodySHA256`); one that nothing signs is refused.
 */
export async function verifyTwilio(call: SentCall, { secrets }: Proof, rules: PresetRules): Promise<Verdict> {
  const claimed = readSignature(call.headers.get(HEADER) ?? '', FORMAT);
  const behind = signedBehindUrl(call);
  if (claimed === null || behind === null) return refused('signature', HEADER);
  const algorithm = SHA256.test(call.headers.get(SETTINGS) ?? '') ? 'sha256' : 'sha1';
  for (const url of addressesOf(call.url, rules.publicUrl)) {
    const bytes = joinBytes(url, behind);
    const found = await trueSignature({ algorithm, keys: secrets, bytes, claimed: [claimed] });
    if (found !== null) return admitted();
  }
  return refused('signature', HEADER);
}

/** What is signed after the URL; `null` if the body is not what was signed. */
function signedBehindUrl({ url, headers, body }: SentCall): string | null {
  const hash = url.searchParams.get('bodySHA256');
  if (hash !== null) return sameText(hash, bytesToHex(sha256(body))) ? '' : null;
  if (body.byteLength === 0) return '';
  if (body.byteLength > MAX_FORM_BYTES || !FORM.test(headers.get('content-type') ?? '')) return null;
  return signedParameters(new TextDecoder().decode(body));
}

/** Names and values one after the other, sorted, each value of a name once; `null` if there are too many. */
function signedParameters(form: string): string | null {
  if (form.split('&', MAX_PARAMETERS + 1).length > MAX_PARAMETERS) return null;
  const parameters = new Map<string, Set<string>>();
  for (const [name, value] of new URLSearchParams(form)) {
    parameters.set(name, (parameters.get(name) ?? new Set()).add(value));
  }
  return [...parameters.keys()]
    .sort()
    .flatMap((name) => [...(parameters.get(name) ?? [])].sort().map((value) => name + value))
    .join('');
}

/** The addresses that Twilio may have signed: as this server sees it or as the world does, each with the port and without. */
function addressesOf(url: URL, publicUrl: string): ReadonlySet<string> {
  const base = publicUrl === '' ? null : URL.parse(publicUrl);
  const seen = base === null ? [url] : [url, new URL(url.pathname + url.search, base)];
  return new Set(seen.flatMap(withAndWithoutPort));
}

function withAndWithoutPort({ protocol, hostname, port, pathname, search }: URL): string[] {
  const end = pathname + search;
  const withPort = `${protocol}//${hostname}:${port === '' ? STANDARD_PORTS[protocol] : port}${end}`;
  return [`${protocol}//${hostname}${end}`, withPort];
}
