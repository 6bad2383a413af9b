import { accountEntry } from '../../audit/account-entry.ts';
import type { SessionHolder } from '../account-deps.ts';
import type { ProviderDeps } from './provider-deps.ts';
import { identityNotFound, lastWayIn } from './providers.errors.ts';

/** Takes an identity from the account, unless nothing else leads into it. */
export async function removeIdentity(
  deps: Pick<ProviderDeps, 'identities' | 'ids' | 'now'>,
  { userId, ip }: SessionHolder,
  id: string,
): Promise<void> {
  const now = deps.now();
  const audit = accountEntry({
    id: deps.ids(now),
    now,
    action: 'accounts.identity_removed',
    userId,
    ip,
    target: { type: 'identity', id },
  });
  const outcome = await deps.identities.remove({ id, userId, audit });
  if (outcome === 'missing') throw identityNotFound();
  if (outcome === 'last') throw lastWayIn();
}
