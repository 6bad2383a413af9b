import { newRecoveryCodes, recoveryCodeHash } from '../../security/factors/recovery-codes.ts';
import type { FactorDeps } from './factor-deps.ts';
import type { RecoveryCodeRow } from './factors.repository.ts';

/** Ten codes for their owner to see once, and what is kept of them. */
export function drawRecoveryCodes(
  deps: Pick<FactorDeps, 'random' | 'ids'>,
  userId: string,
  now: number,
): { readonly shown: string[]; readonly kept: RecoveryCodeRow[] } {
  const shown = newRecoveryCodes(deps.random);
  const kept = shown.map((code) => ({ id: deps.ids(now), code_hash: recoveryCodeHash(userId, code) }));
  return { shown, kept };
}
