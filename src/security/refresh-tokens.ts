import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64url } from 'jose';
import { isUuid } from '../shared/ids.ts';
import { decodeBase64Url } from '../shared/text/canonical-base64.ts';
import type { RandomBytes } from './random.ts';
import { sameText } from './same-text.ts';
import { hashSecret } from './secret-hash.ts';

/** A new refresh token: `token` goes to the client alone, `hash` into its session. */
export type NewRefreshToken = { readonly token: string; readonly hash: string };

/** Refresh tokens, and which of them were issued: that is known of used ones, too, although nothing is kept of them. */
export type RefreshTokens = {
  /** The first token of a session. */
  issue(sessionId: string): NewRefreshToken;
  /** The token that replaces another one: always the same for the same one, though nobody without the secret can foretell it. */
  succeed(sessionId: string, token: string): NewRefreshToken;
  /** Whether this very token was issued for the session that it names. What was issued before tokens were marked was not. */
  wasIssued(token: string): boolean;
};

/** 128 random bits, and as many of a MAC that only we can make (RFC 2104 §5). */
const RANDOM_BYTES = 16;
const MARK_BYTES = 16;

const FORM = /^lfr\.([0-9a-f-]{36})\.([\w-]{43})$/;

/** The session that a refresh token names, or `null` for what is no refresh token. */
export function sessionOfRefreshToken(token: string): string | null {
  const sessionId = FORM.exec(token)?.[1] ?? '';
  return isUuid(sessionId) ? sessionId : null;
}

/** Refresh tokens marked under a secret, which may serve other purposes too: the key is derived from it. */
export function createRefreshTokens({ secret, random }: { secret: string; random: RandomBytes }): RefreshTokens {
  const key = hmac(sha256, utf8ToBytes(secret), utf8ToBytes('linkflow.refresh-tokens.v1'));
  const successors = hmac(sha256, utf8ToBytes(secret), utf8ToBytes('linkflow.refresh-successors.v1'));

  function write(sessionId: string, drawn: Uint8Array): string {
    const mark = hmac(sha256, key, concatBytes(utf8ToBytes(sessionId), drawn)).subarray(0, MARK_BYTES);
    return `lfr.${sessionId}.${base64url.encode(concatBytes(drawn, mark))}`;
  }

  function make(sessionId: string, drawn: Uint8Array): NewRefreshToken {
    const token = write(sessionId, drawn);
    return { token, hash: hashSecret(token) };
  }

  return {
    issue: (sessionId) => make(sessionId, random(RANDOM_BYTES)),
    succeed: (sessionId, token) =>
      make(sessionId, hmac(sha256, successors, utf8ToBytes(token)).subarray(0, RANDOM_BYTES)),
    wasIssued(token) {
      const [, sessionId = '', text = ''] = FORM.exec(token) ?? [];
      const drawn = decodeBase64Url(text)?.subarray(0, RANDOM_BYTES);
      return drawn !== undefined && sameText(write(sessionId, drawn), token);
    },
  };
}
