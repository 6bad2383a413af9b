import { type RefreshTokens, sessionOfRefreshToken } from '../../security/refresh-tokens.ts';
import type { AccountDeps } from '../account-deps.ts';
import { endLive } from './end-session.ts';

/** What it takes to end the session that a browser was in. */
export type LeavingDeps = Pick<AccountDeps, 'sessions' | 'ids' | 'now'> & { readonly refreshTokens: RefreshTokens };

/** The refresh tokens of the session that a browser was in (empty: none that we know) and of the one that it is in now. */
type Change = { readonly left: string; readonly opened: string; readonly ip: string | null };

/**
 * Ends the session that a browser was in, once it has another: its token is overwritten there, so nobody could end it by logging out.
 * A token that we never issued ends nothing.
 */
export async function leaveEarlier(deps: LeavingDeps, { left, opened, ip }: Change): Promise<void> {
  const sessionId = deps.refreshTokens.wasIssued(left) ? sessionOfRefreshToken(left) : null;
  if (sessionId === null || sessionId === sessionOfRefreshToken(opened)) return;
  const userId = await deps.sessions.findLiveUser(sessionId, deps.now());
  if (userId !== null) await endLive(deps, { userId, sessionId, ip });
}
