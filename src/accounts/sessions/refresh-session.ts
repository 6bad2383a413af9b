import { sessionOfRefreshToken } from '../../security/refresh-tokens.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import type { AccountDeps } from '../account-deps.ts';
import { refreshTokenInvalid } from '../accounts.errors.ts';
import type { Tokens } from '../accounts.schemas.ts';
import { issueTokens } from './issue-tokens.ts';

/**
 * Trades a refresh token for new tokens, once. A token that was traded before has leaked, so its session ends (RFC 9700
 * §4.14.2); one that was never issued shows nothing but that somebody knows the id of the session, and changes nothing.
 */
export async function refreshSession(deps: AccountDeps, refreshToken: string): Promise<Tokens> {
  const sessionId = sessionOfRefreshToken(refreshToken);
  const now = deps.now();
  const userId = sessionId && (await deps.sessions.findLiveUser(sessionId, now));
  if (!sessionId || !userId) throw refreshTokenInvalid();
  const { tokens, secrets } = await issueTokens(deps, { userId, sessionId }, now);
  const rotated = await deps.sessions.rotate(sessionId, { used: hashSecret(refreshToken), secrets, now });
  if (rotated) return tokens;
  if (deps.refreshTokens.wasIssued(refreshToken)) await deps.sessions.revoke(sessionId, now);
  throw refreshTokenInvalid();
}
