import { auditSystemEntry } from '../../audit/audited-change.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import { repeatOnFailure, SHORT_PAUSES } from '../../shared/repeat-call.ts';
import type { WorkspaceSecrets } from '../../workspace-keys/workspace-secrets.ts';
import { clientRefused, reconnectNeeded, refreshBusy, refreshFailed, tokensNotStored } from './credential-unusable.ts';
import type { TokenClient } from './oauth-client.ts';
import { sealTokens } from './sealed-tokens.ts';
import type { TokenSet } from './token-answer.ts';
import { refreshTokens, type TokenEndpointDeps, type TokenOutcome } from './token-endpoint.ts';
import type { Lease, TokenStore } from './token-store.ts';

export type RenewalDeps = TokenEndpointDeps & {
  readonly store: TokenStore;
  readonly secrets: Pick<WorkspaceSecrets, 'sealer'>;
  readonly ids: IdSource;
  readonly now: Clock;
};

/** Tokens to be renewed by whoever holds the lease. `interrupted`: the end of an earlier renewal is unknown. */
export type Renewal = {
  readonly lease: Lease;
  readonly interrupted: boolean;
  readonly client: TokenClient;
  readonly refreshToken: string;
};

/** What providers call a refresh token that will never do again: RFC 6749 §5.2, then GitHub and Slack. */
const DEAD_GRANT: ReadonlySet<string> = new Set([
  'invalid_grant',
  'bad_refresh_token',
  'invalid_refresh_token',
  'token_revoked',
  'token_expired',
  'account_inactive',
]);

type GrantOf = Omit<Lease, 'lease'> & { readonly lease: string | null };

/** Marks the grant as dead, in the log of the workspace too. Whether it was the one that was meant. */
export function endGrant(deps: RenewalDeps, of: GrantOf, reason: string): Promise<boolean> {
  const now = deps.now();
  const audit = auditSystemEntry(of.workspaceId, {
    id: deps.ids(now),
    now,
    action: 'credentials.reconnect_needed',
    target_type: 'credential',
    target_id: of.id,
    details: { reason },
  });
  return deps.store.endGrant(of, { reason, audit });
}

async function store(deps: RenewalDeps, { lease, refreshToken }: Renewal, renewed: TokenSet): Promise<TokenSet> {
  // Without a new one, the old refresh token goes on (RFC 6749 §6).
  const tokens = { ...renewed, refresh_token: renewed.refresh_token ?? refreshToken };
  const sealed = { tokens: await sealTokens(deps.secrets, lease, tokens), expiresAt: tokens.expires_at };
  let stored: boolean;
  try {
    stored = await repeatOnFailure(SHORT_PAUSES, () => deps.store.commit(lease, sealed));
  } catch (cause) {
    throw tokensNotStored(cause);
  }
  if (!stored) throw refreshBusy();
  return tokens;
}

async function refuse(deps: RenewalDeps, { lease, interrupted }: Renewal, error: string): Promise<Error> {
  if (!DEAD_GRANT.has(error)) {
    await deps.store.release(lease);
    return clientRefused(error);
  }
  const reason = interrupted ? 'refresh_interrupted' : 'revoked';
  return (await endGrant(deps, lease, reason)) ? reconnectNeeded(reason) : refreshBusy();
}

async function fail(
  deps: RenewalDeps,
  { lease, interrupted }: Renewal,
  { why, sent, retryable }: Extract<TokenOutcome, { readonly type: 'failed' }>,
): Promise<Error> {
  // An answer that was lost may have brought the next refresh token: whoever tries again has to know.
  if (sent || interrupted) await deps.store.abandon(lease);
  else await deps.store.release(lease);
  return refreshFailed(why, retryable);
}

/**
 * Renews tokens under a lease. They are stored before anybody gets them. Throws `CredentialUnusable`; a dead grant is marked on the
 * credential.
 */
export async function renewTokens(deps: RenewalDeps, renewal: Renewal): Promise<TokenSet> {
  const outcome = await refreshTokens(deps, renewal.client, renewal.refreshToken);
  switch (outcome.type) {
    case 'tokens':
      return store(deps, renewal, outcome.tokens);
    case 'refused':
      throw await refuse(deps, renewal, outcome.error);
    case 'failed':
      throw await fail(deps, renewal, outcome);
  }
}
