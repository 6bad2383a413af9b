import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { shownWhole } from '../../shared/text/quote-text.ts';
import { NodeError } from '../node-error.ts';
import { encodeHex } from '../values/hex.ts';

/** The challenge in a `WWW-Authenticate` header (RFC 7616). */
type Challenge = { readonly [name: string]: string };

/** The request that is to be authorised. */
export type DigestRequest = {
  readonly method: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** The client nonce: random, new for each request. */
  readonly cnonce: string;
};

type Hash = (data: Uint8Array) => Uint8Array;

/** A map and not an object, because servers name the algorithm: `constructor` would return the password as it is. */
const HASHES: ReadonlyMap<string, Hash> = new Map<string, Hash>([
  ['md5', md5],
  ['sha-256', sha256],
]);

/** A name is matched only at its beginning. Otherwise a long word would be searched again from each of its letters. */
const PARAMETER = /(?<![\w-])([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;

/** The parameters of the digest challenge in a header, which may hold others; `null` if it has none. */
export function readChallenge(header: string | undefined): Challenge | null {
  const [, challenge] = /(?:^|,\s*)digest\s+(.*)$/is.exec(header ?? '') ?? [];
  if (challenge === undefined) return null;
  const parameters = [...challenge.matchAll(PARAMETER)].map(([, name = '', quoted, plain]) => [
    name.toLowerCase(),
    quoted ?? plain ?? '',
  ]);
  // Other challenges may repeat names; the first one counts.
  return Object.fromEntries(parameters.reverse());
}

function quotedList(fields: { readonly [name: string]: string }): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`)
    .join(', ');
}

/** The `Authorization` header that answers a challenge. Throws `NodeError` `http.digest_unsupported`. */
export function answerChallenge(challenge: Challenge, request: DigestRequest): string {
  const { realm = '', nonce = '', opaque, algorithm = 'MD5', qop } = challenge;
  const name = algorithm.toLowerCase().replace(/-sess$/, '');
  const digest = HASHES.get(name);
  const supported = qop === undefined || qop.split(',').some((one) => one.trim() === 'auth');
  if (digest === undefined || !supported) {
    throw new NodeError(
      'http.digest_unsupported',
      `The server asks for a digest of a kind that is unknown: ${shownWhole(algorithm)}${qop === undefined ? '' : ` with qop ${shownWhole(qop)}`}`,
    );
  }
  const hash = (...parts: readonly string[]): string => encodeHex(digest(new TextEncoder().encode(parts.join(':'))));
  const { method, username, password, cnonce } = request;
  const { pathname, search } = new URL(request.url);
  const uri = `${pathname}${search}`;
  const user = hash(username, realm, password);
  const secret = /-sess$/i.test(algorithm) ? hash(user, nonce, cnonce) : user;
  const asked = hash(method, uri);
  const count = '00000001';
  const response = qop === undefined ? hash(secret, nonce, asked) : hash(secret, nonce, count, cnonce, 'auth', asked);
  const texts = { username, realm, nonce, uri, response, ...(opaque === undefined ? {} : { opaque }) };
  const quality = qop === undefined ? '' : `, qop=auth, nc=${count}, cnonce="${cnonce}"`;
  return `Digest ${quotedList(texts)}, algorithm=${algorithm}${quality}`;
}
