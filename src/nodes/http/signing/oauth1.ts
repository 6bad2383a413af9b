import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { encodeBase64 } from '../../values/base64.ts';
import { escape3986 } from './escape-3986.ts';

/** The keys of OAuth 1.0a. */
export type OAuth1Keys = {
  readonly consumer_key: string;
  readonly consumer_secret: string;
  readonly token?: string | undefined;
  readonly token_secret?: string | undefined;
  readonly signature_method: 'HMAC-SHA1' | 'HMAC-SHA256' | 'PLAINTEXT';
  readonly realm?: string | undefined;
};

/** What is signed. `form`: the body, if it is a form. */
export type SignedParts = {
  readonly method: string;
  readonly url: string;
  readonly form: string | null;
  /** Seconds since the epoch. */
  readonly timestamp: number;
  readonly nonce: string;
};

type Pair = readonly [string, string];

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function protocolPairs(keys: OAuth1Keys, { timestamp, nonce }: SignedParts): readonly Pair[] {
  return [
    ['oauth_consumer_key', keys.consumer_key],
    ...(keys.token === undefined ? [] : [['oauth_token', keys.token] as const]),
    ['oauth_signature_method', keys.signature_method],
    ['oauth_timestamp', String(timestamp)],
    ['oauth_nonce', nonce],
    ['oauth_version', '1.0'],
  ];
}

/** RFC 5849 §3.4.1: the method, the address without query and default port, and all parameters in order. */
export function baseString(
  { method, url, form }: Pick<SignedParts, 'method' | 'url' | 'form'>,
  protocol: readonly Pair[],
): string {
  const { protocol: scheme, host, pathname, searchParams } = new URL(url);
  const pairs = [...searchParams, ...(form === null ? [] : new URLSearchParams(form)), ...protocol];
  const escaped = pairs.map(([name, value]): Pair => [escape3986(name), escape3986(value)]);
  const sorted = escaped.toSorted((one, other) => compare(one[0], other[0]) || compare(one[1], other[1]));
  const parameters = sorted.map((pair) => pair.join('=')).join('&');
  return [method.toUpperCase(), `${scheme}//${host}${pathname}`, parameters].map(escape3986).join('&');
}

/** What proves a base string under the keys (RFC 5849 §3.4.2, §3.4.4; HMAC-SHA256 as RFC 5849 §3.4.2 with another hash). */
export function signatureOf(keys: OAuth1Keys, base: string): string {
  const key = `${escape3986(keys.consumer_secret)}&${escape3986(keys.token_secret ?? '')}`;
  switch (keys.signature_method) {
    case 'HMAC-SHA1':
      return encodeBase64(hmac(sha1, utf8ToBytes(key), utf8ToBytes(base)));
    case 'HMAC-SHA256':
      return encodeBase64(hmac(sha256, utf8ToBytes(key), utf8ToBytes(base)));
    case 'PLAINTEXT':
      return key;
  }
}

/** The `Authorization` header of a request (RFC 5849 §3.5.1). */
export function oauth1Header(keys: OAuth1Keys, parts: SignedParts): string {
  const protocol = protocolPairs(keys, parts);
  const signature = signatureOf(keys, baseString(parts, protocol));
  const realm: readonly Pair[] = keys.realm === undefined ? [] : [['realm', keys.realm]];
  const fields = [...realm, ...protocol, ['oauth_signature', signature] as const];
  return `OAuth ${fields.map(([name, value]) => `${name}="${escape3986(value)}"`).join(', ')}`;
}
