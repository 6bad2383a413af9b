import { accountEntry } from '../../audit/account-entry.ts';
import type { SessionHolder } from '../account-deps.ts';
import { getProfile } from '../profile.ts';
import { matchesPassword } from '../step-up/matches-password.ts';
import type { FactorDeps } from './factor-deps.ts';
import { proofRefused, totpNotFound } from './factors.errors.ts';
import type { RemoveTotp } from './factors.schemas.ts';
import { proveTotp } from './prove-totp.ts';
import { tellOwner } from './tell-owner.ts';

/** Removes the authenticator app. Beside the step-up, it takes a code or the password at this very moment: a page left open is not enough. */
export async function removeTotp(deps: FactorDeps, holder: SessionHolder, proof: RemoveTotp): Promise<void> {
  const { userId, ip } = holder;
  const { email } = await getProfile(deps, userId);
  if (!(await deps.factors.secret(userId))?.confirmed) throw totpNotFound();
  const proved =
    proof.method === 'totp'
      ? await proveTotp(deps, userId, proof.code)
      : await matchesPassword(deps, { id: userId }, proof.password);
  if (!proved) throw proofRefused();
  const now = deps.now();
  const audit = accountEntry({ id: deps.ids(now), now, action: 'factors.totp_removed', userId, ip });
  if (!(await deps.factors.removeTotp({ userId, now: new Date(now).toISOString(), audit }))) throw totpNotFound();
  await tellOwner(deps, {
    to: email,
    subject: 'Your authenticator app was removed',
    text: 'Codes of your authenticator app no longer sign in to LinkFlow.',
  });
}
