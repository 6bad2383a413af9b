import { hashSecret } from '../security/secret-hash.ts';
import type { AccountDeps } from './account-deps.ts';
import { refreshTokenInvalid } from './accounts.errors.ts';
import type { Tokens } from './accounts.schemas.ts';
import { issueTokens } from './issue-tokens.ts';

/**
 * Trades a refresh token for new tokens, once. A token that was traded before has leaked, so its session ends (RFC 9700
 * §4.14.2). One that was never issued for the session ends nothing: anybody could make it up.
 */
export async function refreshSession(deps: AccountDeps, refreshToken: string): Promise<Tokens> {
  const read = deps.refreshTokens.read(refreshToken);
  const now = deps.now();
  const userId = read && (await deps.sessions.findLiveUser(read.sessionId, now));
  if (!read || !userId) throw refreshTokenInvalid();
  const { sessionId, genuine } = read;
  const { tokens, secrets } = await issueTokens(deps, { userId, sessionId }, now);
  const rotated = await deps.sessions.rotate(sessionId, { used: hashSecret(refreshToken), secrets, now });
  if (rotated) return tokens;
  if (genuine) await deps.sessions.revoke(sessionId, now);
  throw refreshTokenInvalid();
}
