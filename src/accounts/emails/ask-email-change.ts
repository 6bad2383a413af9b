import { accountEntry } from '../../audit/account-entry.ts';
import type { SessionHolder } from '../account-deps.ts';
import { userNotFound } from '../accounts.errors.ts';
import { emailChangeMail, emailChangeNotice } from '../links/account-mails.ts';
import { newLink } from '../links/new-link.ts';
import type { EmailDeps } from './email-deps.ts';
import { emailUnchanged } from './emails.errors.ts';

/**
 * Sends a link to the new address, and word to the old one. Whether the new one has an account is told by no answer: only
 * whoever has its mailbox gets to know, by the link. Throws 503 `mail.not_configured`, 422 `accounts.email_unchanged`, 429.
 */
export async function askEmailChange(
  deps: EmailDeps,
  { userId, ip }: Pick<SessionHolder, 'userId' | 'ip'>,
  email: string,
): Promise<void> {
  deps.mailer.assertReady();
  await deps.attempts.take([
    { kind: 'email.change', subject: userId },
    { kind: 'email.change_to', subject: email },
  ]);
  const user = await deps.accounts.findById(userId);
  if (user === null) throw userNotFound();
  if (user.email.toLowerCase() === email) throw emailUnchanged();
  const { url, row } = newLink(deps, 'change_email', email);
  const mails = await Promise.all([
    deps.mailer.prepare(emailChangeMail(email, url)),
    deps.mailer.prepare(emailChangeNotice(user.email, email)),
  ]);
  const now = deps.now();
  const audit = accountEntry({ id: deps.ids(now), now, action: 'accounts.email_change_requested', userId, ip });
  await deps.emails.askChange({ userId, links: [row], mails, audit });
  await deps.mailer.dispatch(mails);
}
