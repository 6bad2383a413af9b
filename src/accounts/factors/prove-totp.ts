import { stepOfCode } from '../../security/factors/totp.ts';
import type { FactorDeps } from './factor-deps.ts';
import { secretPurpose } from './secret-purpose.ts';

/**
 * Whether this is a code of the user's app that nobody has used yet. Tries are counted first: six digits can be guessed, so there
 * are few, and fewer a day than a patient guesser needs (RFC 6238 §5.1 leaves that to us).
 */
export async function proveTotp(
  deps: Pick<FactorDeps, 'factors' | 'attempts' | 'vault' | 'now'>,
  userId: string,
  code: string,
): Promise<boolean> {
  const tries = [
    { kind: 'totp.account', subject: userId },
    { kind: 'totp.account_day', subject: userId },
  ] as const;
  await deps.attempts.take(tries);
  const secret = await deps.factors.secret(userId);
  if (!secret?.confirmed) return false;
  const step = stepOfCode(await deps.vault.open(secret.sealed, secretPurpose(userId)), code, deps.now());
  if (step === null || !(await deps.factors.raiseStep(userId, { sealed: secret.sealed, step }))) return false;
  await deps.attempts.forget(tries);
  return true;
}
