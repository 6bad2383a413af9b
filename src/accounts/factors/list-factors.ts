import { userNotFound } from '../accounts.errors.ts';
import type { FactorDeps } from './factor-deps.ts';
import type { FactorState } from './factors.repository.ts';
import type { FactorMethod, Factors } from './factors.schemas.ts';

export async function listFactors(deps: Pick<FactorDeps, 'factors'>, { userId }: { userId: string }): Promise<Factors> {
  const state = await deps.factors.state(userId);
  if (state === null) throw userNotFound();
  const { totp_confirmed_at, ...counts } = state;
  const totp = totp_confirmed_at === null ? null : { confirmed_at: new Date(totp_confirmed_at).toISOString() };
  return { totp, ...counts };
}

/** What somebody with these factors can prove who they are with. */
export function methodsOf({ totp_confirmed_at, passkeys, recovery_codes_left }: FactorState): FactorMethod[] {
  const totp = totp_confirmed_at === null ? [] : (['totp'] as const);
  const passkey = passkeys === 0 ? [] : (['passkey'] as const);
  const recovery = recovery_codes_left === 0 ? [] : (['recovery_code'] as const);
  return [...totp, ...passkey, ...recovery];
}
