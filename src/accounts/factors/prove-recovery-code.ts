import { accountEntry } from '../../audit/account-entry.ts';
import { recoveryCodeHash } from '../../security/factors/recovery-codes.ts';
import type { User } from '../accounts.schemas.ts';
import type { FactorDeps } from './factor-deps.ts';
import { tellOwner } from './tell-owner.ts';

/** Whether this is a recovery code of the user that was not used yet. It is now, and its owner is told. */
export async function proveRecoveryCode(
  deps: FactorDeps,
  { user, ip }: { readonly user: User; readonly ip: string | null },
  code: string,
): Promise<boolean> {
  const tries = [{ kind: 'recovery_code.account', subject: user.id }] as const;
  await deps.attempts.take(tries);
  const now = deps.now();
  const audit = accountEntry({ id: deps.ids(now), now, action: 'factors.recovery_code_used', userId: user.id, ip });
  const use = { userId: user.id, hash: recoveryCodeHash(user.id, code), now: new Date(now).toISOString(), audit };
  const left = await deps.factors.useRecoveryCode(use);
  if (left === null) return false;
  await deps.attempts.forget(tries);
  await tellOwner(deps, {
    to: user.email,
    subject: 'A recovery code was used',
    text: `Somebody signed in to LinkFlow, or proved who they are, with a recovery code of yours. ${left} are left.`,
  });
  return true;
}
