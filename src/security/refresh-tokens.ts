import { base64url } from 'jose';
import { isUuid } from '../shared/ids.ts';
import type { RandomBytes } from './random.ts';
import { hashSecret } from './secret-hash.ts';

const SECRET_BYTES = 32;
const FORM = /^lfr\.([0-9a-f-]{36})\.([\w-]{43})$/;

/** A new refresh token: `token` goes to the client alone, `hash` into its session. */
export type NewRefreshToken = { readonly token: string; readonly hash: string };

/** Draws a refresh token. It names its session, so that a token that was used before still leads to what must be revoked. */
export function newRefreshToken(sessionId: string, random: RandomBytes): NewRefreshToken {
  const token = `lfr.${sessionId}.${base64url.encode(random(SECRET_BYTES))}`;
  return { token, hash: hashSecret(token) };
}

/** The session that a refresh token names, or `null` for what is no refresh token. */
export function sessionOfRefreshToken(token: string): string | null {
  const sessionId = FORM.exec(token)?.[1] ?? '';
  return isUuid(sessionId) ? sessionId : null;
}
