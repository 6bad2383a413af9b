import type { NewRefreshToken, RefreshTokens } from '../../security/refresh-tokens.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import { ACCESS_TOKEN_SECONDS, type AccessTokens } from '../../security/tokens.ts';
import type { Tokens } from '../accounts.schemas.ts';
import type { SessionSecrets } from './session-row.ts';

/** How long a session lives without being refreshed. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** What makes tokens. */
export type TokenDeps = {
  readonly tokens: Pick<AccessTokens, 'sign'>;
  readonly refreshTokens: RefreshTokens;
};

/** The session that gets a new pair of tokens, one of which is there already. */
type TokenHolder = { readonly userId: string; readonly sessionId: string; readonly refresh: NewRefreshToken };

/** A new pair of tokens for a session, and what the session keeps of it. */
export type IssuedTokens = { readonly tokens: Tokens; readonly secrets: SessionSecrets };

export async function issueTokens(
  deps: Pick<TokenDeps, 'tokens'>,
  { userId, sessionId, refresh }: TokenHolder,
  now: number,
): Promise<IssuedTokens> {
  const accessToken = await deps.tokens.sign({ userId, sessionId }, now);
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
      expires_at: new Date(now + SESSION_SECONDS * 1000),
    },
  };
}
