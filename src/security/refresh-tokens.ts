import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64url } from 'jose';
import { decodeCanonical } from '../shared/canonical-base64url.ts';
import { isUuid } from '../shared/ids.ts';
import type { RandomBytes } from './random.ts';
import { sameText } from './same-text.ts';
import { hashSecret } from './secret-hash.ts';

const SECRET_BYTES = 32;
const FORM = /^lfr\.([0-9a-f-]{36})\.([\w-]{43})(?:\.([\w-]{43}))?$/;

/** A new refresh token: `token` goes to the client alone, `hash` into its session. */
type NewRefreshToken = { readonly token: string; readonly hash: string };

/** A refresh token as it came: the session that it names, and whether it was made here, for that session. */
type ReadRefreshToken = { readonly sessionId: string; readonly genuine: boolean };

/** Makes and reads refresh tokens. */
export type RefreshTokens = {
  /** Draws a token. It names its session, so that one that was used before still leads to what must be revoked. */
  issue(sessionId: string, random: RandomBytes): NewRefreshToken;
  /** `null` for what is no refresh token. One from before tokens were signed is not genuine, yet may be the session's own. */
  read(token: string): ReadRefreshToken | null;
};

/** Refresh tokens signed under a secret, which may serve other purposes too: the key is derived from it. */
export function createRefreshTokens(secret: string): RefreshTokens {
  const key = hmac(sha256, utf8ToBytes(secret), utf8ToBytes('linkflow.refresh.v1'));

  function sign(sessionId: string, drawn: string): string {
    return base64url.encode(hmac(sha256, key, utf8ToBytes(`${sessionId}.${drawn}`)));
  }

  return {
    issue(sessionId, random) {
      const drawn = base64url.encode(random(SECRET_BYTES));
      const token = `lfr.${sessionId}.${drawn}.${sign(sessionId, drawn)}`;
      return { token, hash: hashSecret(token) };
    },
    read(token) {
      const [, sessionId = '', drawn = '', mac] = FORM.exec(token) ?? [];
      if (!isUuid(sessionId) || decodeCanonical(drawn) === null) return null;
      return { sessionId, genuine: mac !== undefined && sameText(mac, sign(sessionId, drawn)) };
    },
  };
}
