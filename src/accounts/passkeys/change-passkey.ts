import { accountEntry } from '../../audit/account-entry.ts';
import type { SessionHolder } from '../account-deps.ts';
import type { FactorDeps } from '../factors/factor-deps.ts';
import { tellOwner } from '../factors/tell-owner.ts';
import { getProfile } from '../profile.ts';
import { passkeyNotFound } from './passkeys.errors.ts';

export async function renamePasskey(
  deps: FactorDeps,
  { userId, ip }: SessionHolder,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  const now = deps.now();
  const target = { type: 'passkey', id };
  const details = { name };
  const audit = accountEntry({ id: deps.ids(now), now, action: 'passkeys.renamed', userId, ip, target, details });
  if (!(await deps.passkeys.rename({ userId, id, name, audit }))) throw passkeyNotFound();
}

export async function removePasskey(deps: FactorDeps, { userId, ip }: SessionHolder, id: string): Promise<void> {
  const { email } = await getProfile(deps, userId);
  const now = deps.now();
  const target = { type: 'passkey', id };
  const audit = accountEntry({ id: deps.ids(now), now, action: 'passkeys.removed', userId, ip, target });
  if (!(await deps.passkeys.remove({ userId, id, now: new Date(now).toISOString(), audit }))) throw passkeyNotFound();
  await tellOwner(deps, {
    to: email,
    subject: 'A passkey was removed',
    text: 'A passkey of yours no longer signs in to LinkFlow.',
  });
}
