import type { ChallengePurpose } from '../../security/passkeys/passkey-challenges.ts';
import type { RelyingParty } from '../../security/passkeys/relying-party.ts';
import type { User } from '../accounts.schemas.ts';
import { provePasskey } from '../passkeys/prove-passkey.ts';
import type { FactorDeps } from './factor-deps.ts';
import type { FactorProof } from './factors.schemas.ts';
import { proveRecoveryCode } from './prove-recovery-code.ts';
import { proveTotp } from './prove-totp.ts';

/** Who has to prove something, from where, and for what. */
export type FactorClaim = {
  readonly user: User;
  readonly ip: string | null;
  readonly party: RelyingParty | null;
  readonly purpose: ChallengePurpose;
};

/** Whether the proof is good. It is then used up: none is good twice. Throws 429 after too many that were not. */
export async function proveFactor(deps: FactorDeps, claim: FactorClaim, proof: FactorProof): Promise<boolean> {
  switch (proof.method) {
    case 'totp':
      return proveTotp(deps, claim.user.id, proof.code);
    case 'recovery_code':
      return proveRecoveryCode(deps, claim, proof.code);
    case 'passkey':
      return (await provePasskey(deps, { ...claim, userId: claim.user.id }, proof.credential)) !== null;
  }
}
