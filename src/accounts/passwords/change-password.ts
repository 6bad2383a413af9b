import { accountEntry } from '../../audit/account-entry.ts';
import type { SessionHolder } from '../account-deps.ts';
import { userNotFound } from '../accounts.errors.ts';
import { wrongPassword } from '../factors/factors.errors.ts';
import { passwordChangedMail } from '../links/account-mails.ts';
import { noticesOf } from '../links/notices.ts';
import { assertGoodPassword } from './check-password.ts';
import type { PasswordDeps } from './password-deps.ts';
import type { PasswordChange } from './passwords.schemas.ts';

/** Changes the password of whoever is signed in and knows it, and ends their other sessions. Throws `auth.wrong_password`, `passwords.*`. */
export async function changePassword(
  deps: PasswordDeps,
  { userId, sessionId, ip }: SessionHolder,
  { current_password, new_password }: PasswordChange,
): Promise<void> {
  const tries = [{ kind: 'password.change', subject: userId }] as const;
  await deps.attempts.take(tries);
  const holder = await deps.passwordRows.holder(userId);
  if (holder === null) throw userNotFound();
  if (!(await deps.passwords.verify(current_password, holder.passwordHash))) throw wrongPassword();
  assertGoodPassword(new_password, holder);
  const to = await deps.passwords.hash(new_password);
  const now = deps.now();
  const mails = await noticesOf(deps.mailer, [passwordChangedMail(holder.email)]);
  const changed = await deps.passwordRows.change({
    userId,
    sessionId,
    from: holder.passwordHash,
    to,
    now: new Date(now).toISOString(),
    mails,
    audit: accountEntry({ id: deps.ids(now), now, action: 'accounts.password_changed', userId, ip }),
  });
  if (!changed) throw wrongPassword();
  await deps.mailer.dispatch(mails);
  await deps.attempts.forget(tries);
}
