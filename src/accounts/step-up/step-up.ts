import { accountEntry } from '../../audit/account-entry.ts';
import { STEP_UP_LIFETIME_MS } from '../../security/step-up.ts';
import type { FactorDeps, Holder } from '../factors/factor-deps.ts';
import { factorNeeded, proofRefused, wrongPassword } from '../factors/factors.errors.ts';
import { type FactorClaim, proveFactor } from '../factors/prove-factor.ts';
import { getProfile } from '../profile.ts';
import { matchesPassword } from './matches-password.ts';
import type { Confirmed, StepUp } from './step-up.schemas.ts';

/**
 * Proves again who is signed in: for ten minutes, the session may do what asks for that. A password will not do for whoever has a
 * factor: else it alone would be enough to take the factor away.
 */
export async function stepUp(deps: FactorDeps, holder: Holder, proof: StepUp): Promise<Confirmed> {
  const { userId, sessionId, ip, party } = holder;
  const user = await getProfile(deps, userId);
  const claim = { user, ip, party, purpose: { type: 'step_up', userId, sessionId } } as const;
  await assertProved(deps, claim, proof);
  const now = deps.now();
  const action = 'accounts.identity_confirmed';
  const details = { method: proof.method, session_id: sessionId };
  const audit = accountEntry({ id: deps.ids(now), now, action, userId, ip, details });
  const factor = proof.method === 'password' ? null : proof.method;
  await deps.sessions.confirm({ id: sessionId, userId, factor, now: new Date(now).toISOString(), audit });
  return { confirmed_until: new Date(now + STEP_UP_LIFETIME_MS).toISOString() };
}

async function assertProved(deps: FactorDeps, claim: FactorClaim, proof: StepUp): Promise<void> {
  if (proof.method !== 'password') {
    if (!(await proveFactor(deps, claim, proof))) throw proofRefused();
  } else {
    if (claim.user.mfa_enabled) throw factorNeeded();
    if (!(await matchesPassword(deps, claim.user, proof.password))) throw wrongPassword();
  }
}
