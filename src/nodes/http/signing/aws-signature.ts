import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { encodeHex } from '../../values/hex.ts';
import { escape3986 } from './escape-3986.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What signs requests to AWS, for one service in one region. */
export type AwsKeys = {
  readonly access_key_id: string;
  readonly secret_access_key: string;
  readonly region: string;
  readonly service: string;
};

/** What is signed. */
export type AwsRequest = {
  readonly method: string;
  readonly url: URL;
  /** All headers that the signature holds besides `host`, with the token of a session and `x-amz-date`. Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  /** The path as it is signed: see {@link canonicalPath}. */
  readonly path: string;
  /** SHA-256 of the body, in hexadecimal. */
  readonly bodyHash: string;
  /** `20150830T123600Z`. */
  readonly datetime: string;
};

type Pair = readonly [name: string, value: string];

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    return path;
  }
}

function escapePath(path: string): string {
  return path.split('/').map(escape3986).join('/');
}

/** S3 signs the name of the object, encoded once. All others sign the path as it is sent, encoded once more, with slashes together. */
export function canonicalPath({ pathname }: URL, service: string): string {
  return escapePath(service === 's3' ? decoded(pathname) : pathname.replaceAll(/\/{2,}/g, '/'));
}

function canonicalQuery({ searchParams }: URL): string {
  const escaped = [...searchParams].map(([name, value]): Pair => [escape3986(name), escape3986(value)]);
  const sorted = escaped.toSorted((one, other) => compare(one[0], other[0]) || compare(one[1], other[1]));
  return sorted.map((pair) => pair.join('=')).join('&');
}

function canonicalHeaders({ url, headers }: AwsRequest): readonly Pair[] {
  const trimmed = Object.entries(headers).map(([name, value]): Pair => [name, value.trim().replaceAll(/\s+/g, ' ')]);
  return [['host', url.host] as const, ...trimmed].toSorted(([one], [other]) => compare(one, other));
}

function hashOf(text: string): string {
  return encodeHex(sha256(utf8ToBytes(text)));
}

function keyedHash(key: Uint8Array, text: string): Uint8Array {
  return hmac(sha256, key, utf8ToBytes(text));
}

/** The `Authorization` header of AWS Signature Version 4. */
export function awsAuthorization(keys: AwsKeys, request: AwsRequest): string {
  const { method, url, path, bodyHash, datetime } = request;
  const headers = canonicalHeaders(request);
  const signed = headers.map(([name]) => name).join(';');
  const lines = headers.map(([name, value]) => `${name}:${value}\n`).join('');
  const canonical = [method.toUpperCase(), path, canonicalQuery(url), lines, signed, bodyHash].join('\n');
  const scope = [datetime.slice(0, 8), keys.region, keys.service, 'aws4_request'];
  const key = scope.reduce(keyedHash, utf8ToBytes(`AWS4${keys.secret_access_key}`));
  const place = scope.join('/');
  const signature = encodeHex(keyedHash(key, [ALGORITHM, datetime, place, hashOf(canonical)].join('\n')));
  return `${ALGORITHM} Credential=${keys.access_key_id}/${place}, SignedHeaders=${signed}, Signature=${signature}`;
}
