import type { User } from '../accounts.schemas.ts';
import type { FactorDeps } from '../factors/factor-deps.ts';

/** Whether this is the user's password. Tries are counted before anything is hashed. */
export async function matchesPassword(
  deps: Pick<FactorDeps, 'accounts' | 'attempts' | 'passwords'>,
  user: Pick<User, 'id'>,
  password: string,
): Promise<boolean> {
  const tries = [{ kind: 'step_up', subject: user.id }] as const;
  await deps.attempts.take(tries);
  const matches = await deps.passwords.verify(password, await deps.accounts.passwordHashOf(user.id));
  if (matches) await deps.attempts.forget(tries);
  return matches;
}
