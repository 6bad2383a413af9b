import { accountEntry } from '../../audit/account-entry.ts';
import type { SessionHolder } from '../account-deps.ts';
import { getProfile } from '../profile.ts';
import type { FactorDeps } from './factor-deps.ts';
import { noFactor } from './factors.errors.ts';
import { drawRecoveryCodes } from './new-recovery-codes.ts';
import { tellOwner } from './tell-owner.ts';

/** Gives ten new recovery codes; those from before are worth nothing from now on. */
export async function renewRecoveryCodes(
  deps: FactorDeps,
  { userId, ip }: SessionHolder,
): Promise<{ recovery_codes: string[] }> {
  const { email } = await getProfile(deps, userId);
  const now = deps.now();
  const { shown, kept } = drawRecoveryCodes(deps, userId, now);
  const audit = accountEntry({ id: deps.ids(now), now, action: 'factors.recovery_codes_renewed', userId, ip });
  const change = { userId, codes: kept, now: new Date(now).toISOString(), audit };
  if (!(await deps.factors.renewRecoveryCodes(change))) throw noFactor();
  await tellOwner(deps, {
    to: email,
    subject: 'You have new recovery codes',
    text: 'The recovery codes that you had before are worth nothing now.',
  });
  return { recovery_codes: shown };
}
