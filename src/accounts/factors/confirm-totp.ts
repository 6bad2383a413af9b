import { accountEntry } from '../../audit/account-entry.ts';
import { stepOfCode } from '../../security/factors/totp.ts';
import type { SessionHolder } from '../account-deps.ts';
import { getProfile } from '../profile.ts';
import type { FactorDeps } from './factor-deps.ts';
import { proofRefused, totpNotProposed } from './factors.errors.ts';
import { drawRecoveryCodes } from './new-recovery-codes.ts';
import { secretPurpose } from './secret-purpose.ts';
import { tellOwner } from './tell-owner.ts';

/** Makes the proposed authenticator app count: a first code shows that it holds the secret. That code is used up by it. */
export async function confirmTotp(
  deps: FactorDeps,
  holder: SessionHolder,
  code: string,
): Promise<{ recovery_codes: string[] | null }> {
  const { userId, sessionId, ip } = holder;
  const { email } = await getProfile(deps, userId);
  const tries = [{ kind: 'totp.account', subject: userId }] as const;
  await deps.attempts.take(tries);
  const secret = await deps.factors.secret(userId);
  if (secret === null || secret.confirmed) throw totpNotProposed();
  const now = deps.now();
  const step = stepOfCode(await deps.vault.open(secret.sealed, secretPurpose(userId)), code, now);
  if (step === null) throw proofRefused();
  await deps.attempts.forget(tries);
  const { shown, kept } = drawRecoveryCodes(deps, userId, now);
  const codes = await deps.factors.confirmTotp({
    userId,
    sessionId,
    sealed: secret.sealed,
    step,
    factor: 'totp',
    codes: kept,
    now: new Date(now).toISOString(),
    audit: accountEntry({ id: deps.ids(now), now, action: 'factors.totp_added', userId, ip }),
  });
  if (codes === null) throw totpNotProposed();
  await tellOwner(deps, {
    to: email,
    subject: 'An authenticator app was added',
    text: 'From now on, signing in to LinkFlow asks for a second factor.',
  });
  return { recovery_codes: codes > 0 ? shown : null };
}
