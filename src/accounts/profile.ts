import { accountEntry } from '../audit/account-entry.ts';
import type { AccountDeps, SessionHolder } from './account-deps.ts';
import { userNotFound } from './accounts.errors.ts';
import type { ProfileChange, User } from './accounts.schemas.ts';

type ProfileDeps = Pick<AccountDeps, 'accounts' | 'now'>;

export async function getProfile(deps: ProfileDeps, userId: string): Promise<User> {
  const user = await deps.accounts.findById(userId);
  if (!user) throw userNotFound();
  return user;
}

/** Changes the names of whoever is signed in, and writes down what they were. */
export async function updateProfile(
  deps: ProfileDeps & Pick<AccountDeps, 'ids'>,
  { userId, ip }: Pick<SessionHolder, 'userId' | 'ip'>,
  change: ProfileChange,
): Promise<User> {
  const now = deps.now();
  const audit = accountEntry({ id: deps.ids(now), now, action: 'accounts.profile_changed', userId, ip });
  const changed = await deps.accounts.update({ ...change, userId, now: new Date(now).toISOString(), audit });
  if (!changed) throw userNotFound();
  return getProfile(deps, userId);
}
