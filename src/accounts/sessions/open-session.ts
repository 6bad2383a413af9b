import type { AccountDeps, ClientInfo } from '../account-deps.ts';
import type { Tokens } from '../accounts.schemas.ts';
import type { FactorMethod } from '../factors/factors.schemas.ts';
import { agentOf } from './client-agent.ts';
import { issueTokens } from './issue-tokens.ts';
import type { SessionRow } from './session-row.ts';

/** A new session with its tokens. Nothing is stored yet: the caller stores the row along with what it belongs to. */
export async function openSession(
  deps: AccountDeps,
  user: { readonly id: string; readonly client: ClientInfo; readonly factor?: FactorMethod | null },
  now: number,
): Promise<{ readonly session: SessionRow; readonly tokens: Tokens }> {
  const sessionId = deps.ids(now);
  const refresh = deps.refreshTokens.issue(sessionId);
  const { tokens, secrets } = await issueTokens(deps, { userId: user.id, sessionId, refresh }, now);
  const session = {
    id: sessionId,
    user_id: user.id,
    ...secrets,
    ip_address: user.client.ip,
    user_agent: agentOf(user.client),
    created_at: new Date(now),
    last_used_at: new Date(now),
    confirmed_at: new Date(now),
    factor: user.factor ?? null,
  };
  return { session, tokens };
}
