import type { AccountDeps } from './account-deps.ts';
import { userNotFound } from './accounts.errors.ts';
import type { ProfileChange, User } from './accounts.schemas.ts';

type ProfileDeps = Pick<AccountDeps, 'accounts' | 'now'>;

export async function getProfile(deps: ProfileDeps, userId: string): Promise<User> {
  const user = await deps.accounts.findById(userId);
  if (!user) throw userNotFound();
  return user;
}

export async function updateProfile(deps: ProfileDeps, userId: string, change: ProfileChange): Promise<User> {
  const user = await deps.accounts.update(userId, change, deps.now());
  if (!user) throw userNotFound();
  return user;
}
