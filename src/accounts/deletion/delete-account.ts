import { accountEntry } from '../../audit/account-entry.ts';
import type { MailPost } from '../../mail/mailer.ts';
import type { Clock } from '../../shared/clock.ts';
import type { AppError } from '../../shared/errors.ts';
import type { IdSource } from '../../shared/ids.ts';
import type { SessionHolder } from '../account-deps.ts';
import { userNotFound } from '../accounts.errors.ts';
import type { AccountRepository } from '../accounts.repository.ts';
import { accountDeletedMail } from '../links/account-mails.ts';
import { noticesOf } from '../links/notices.ts';
import { soleOwner } from './deletion.errors.ts';
import type { DeletionRepository } from './deletion.repository.ts';

export type DeletionDeps = {
  readonly accounts: Pick<AccountRepository, 'findById'>;
  readonly accountDeletions: DeletionRepository;
  /** Cancels what runs in these workspaces, which are to be deleted. Never throws: the sweep does the rest. */
  readonly stopDeleted: (workspaceIds: readonly string[]) => Promise<void>;
  readonly mailer: MailPost;
  readonly ids: IdSource;
  readonly now: Clock;
};

/** Deletes the account of whoever is signed in, and what was theirs alone. Throws 409 `accounts.sole_owner`. */
export async function deleteAccount(
  deps: DeletionDeps,
  { userId, ip }: Pick<SessionHolder, 'userId' | 'ip'>,
): Promise<void> {
  const user = await deps.accounts.findById(userId);
  if (user === null) throw userNotFound();
  const mails = await noticesOf(deps.mailer, [accountDeletedMail(user.email)]);
  const now = deps.now();
  const audit = accountEntry({ id: deps.ids(now), now, action: 'accounts.deleted', userId, ip });
  const deleted = await deps.accountDeletions.delete({ userId, now: new Date(now).toISOString(), mails, audit });
  if (deleted === null) throw await whyNot(deps, userId);
  await deps.stopDeleted(deleted.workspaces);
  await deps.mailer.dispatch(mails);
}

async function whyNot({ accountDeletions }: DeletionDeps, userId: string): Promise<AppError> {
  const owned = await accountDeletions.solelyOwned(userId);
  return owned.length > 0 ? soleOwner(owned) : userNotFound();
}
