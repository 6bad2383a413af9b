import { triesFrom } from '../../attempts/address-tries.ts';
import type { ClientInfo } from '../account-deps.ts';
import { resetMail } from '../links/account-mails.ts';
import { newLink } from '../links/new-link.ts';
import type { PasswordDeps } from './password-deps.ts';

/**
 * Sends a link for a new password, if somebody has this email. The answer, the statement and the work before it are the same
 * if nobody has; the mail leaves after the answer. Throws 503 `mail.not_configured`, 429.
 */
export async function forgotPassword(deps: PasswordDeps, { ip }: ClientInfo, email: string): Promise<void> {
  deps.mailer.assertReady();
  await deps.attempts.take([{ kind: 'password.forgot', subject: email }, ...triesFrom('password.forgot_address', ip)]);
  const { url, row } = newLink(deps, 'reset_password', email);
  const mails = [await deps.mailer.prepare(resetMail(email, url))];
  const audit = { id: deps.ids(deps.now()), action: 'accounts.password_reset_requested', ip_address: ip } as const;
  await deps.accountLinks.ask(
    { email, links: [row], mails, audit: { ...audit, created_at: row.created_at } },
    'usable',
  );
  await deps.mailer.dispatch(mails);
}
