import { newRefreshToken } from '../security/refresh-tokens.ts';
import { hashSecret } from '../security/secret-hash.ts';
import { ACCESS_TOKEN_SECONDS } from '../security/tokens.ts';
import type { AccountDeps } from './account-deps.ts';
import type { Tokens } from './accounts.schemas.ts';

/** How long a session lives without being refreshed, in milliseconds. */
const SESSION_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/** The part of a session's row that each new pair of tokens replaces. */
export type SessionSecrets = { readonly token_hash: string; readonly refresh_hash: string; readonly expires_at: Date };

/** A new pair of tokens for a session, and what the session keeps of it. */
export type IssuedTokens = { readonly tokens: Tokens; readonly secrets: SessionSecrets };

export async function issueTokens(
  deps: Pick<AccountDeps, 'tokens' | 'random'>,
  session: { readonly userId: string; readonly sessionId: string },
  now: number,
): Promise<IssuedTokens> {
  const accessToken = await deps.tokens.sign(session, now);
  const refresh = newRefreshToken(session.sessionId, deps.random);
  return {
    tokens: {
      token_type: 'Bearer',
      access_token: accessToken,
      expires_in: ACCESS_TOKEN_SECONDS,
      refresh_token: refresh.token,
    },
    secrets: {
      token_hash: hashSecret(accessToken),
      refresh_hash: refresh.hash,
      expires_at: new Date(now + SESSION_LIFETIME_MS),
    },
  };
}
