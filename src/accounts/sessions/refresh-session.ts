import { triesFrom } from '../../attempts/address-tries.ts';
import { accountEntry } from '../../audit/account-entry.ts';
import { sessionOfRefreshToken } from '../../security/refresh-tokens.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import type { AccountDeps, ClientInfo } from '../account-deps.ts';
import { refreshTokenInvalid } from '../accounts.errors.ts';
import type { Tokens } from '../accounts.schemas.ts';
import { agentOf } from './client-agent.ts';
import { issueTokens } from './issue-tokens.ts';

/** For how long after it was replaced a token still gives its successor, in milliseconds: two tabs of a browser refresh at once. */
const GRACE_MS = 10_000;

/**
 * Trades a refresh token for new tokens. The successor of a token is always the same, so all who bring one at once get the
 * same, and nothing but hashes is kept. A token that is brought after that has leaked, so its session ends (RFC 9700
 * §4.14.2); one that was never issued shows nothing but that somebody knows the id of the session, and changes nothing.
 */
export async function refreshSession(deps: AccountDeps, client: ClientInfo, refreshToken: string): Promise<Tokens> {
  await deps.attempts.take(triesFrom('refresh.address', client.ip));
  const sessionId = sessionOfRefreshToken(refreshToken);
  const now = deps.now();
  const userId = sessionId && (await deps.sessions.findLiveUser(sessionId, now));
  if (!sessionId || !userId) throw refreshTokenInvalid();
  const refresh = deps.refreshTokens.succeed(sessionId, refreshToken);
  const { tokens, secrets } = await issueTokens(deps, { userId, sessionId, refresh }, now);
  const used = hashSecret(refreshToken);
  const rotation = { id: sessionId, used, secrets, ip: client.ip, userAgent: agentOf(client), now };
  if (await deps.sessions.rotate(rotation)) return tokens;
  if (await deps.sessions.hasReplaced(sessionId, { used, since: now - GRACE_MS })) return tokens;
  if (deps.refreshTokens.wasIssued(refreshToken)) await endForReuse(deps, { userId, sessionId, ip: client.ip }, now);
  throw refreshTokenInvalid();
}

async function endForReuse(
  deps: AccountDeps,
  { userId, sessionId, ip }: { readonly userId: string; readonly sessionId: string; readonly ip: string | null },
  now: number,
): Promise<void> {
  const audit = accountEntry({
    id: deps.ids(now),
    now,
    action: 'sessions.reuse_detected',
    userId,
    ip,
    target: { type: 'session', id: sessionId },
  });
  await deps.sessions.end({ userId, only: sessionId, except: null, now, audit });
}
