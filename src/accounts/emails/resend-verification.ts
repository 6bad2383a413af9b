import { triesFrom } from '../../attempts/address-tries.ts';
import type { ClientInfo } from '../account-deps.ts';
import { verificationMail } from '../links/account-mails.ts';
import { newLink } from '../links/new-link.ts';
import type { EmailDeps } from './email-deps.ts';

/** Sends another link to an address that is not confirmed yet. The answer is the same for all. Throws 503 `mail.not_configured`, 429. */
export async function resendVerification(deps: EmailDeps, { ip }: ClientInfo, email: string): Promise<void> {
  deps.mailer.assertReady();
  await deps.attempts.take([{ kind: 'email.resend', subject: email }, ...triesFrom('email.resend_address', ip)]);
  const { url, row } = newLink(deps, 'verify_email', email);
  const mails = [await deps.mailer.prepare(verificationMail(email, url))];
  const audit = { id: deps.ids(deps.now()), action: 'accounts.verification_requested', ip_address: ip } as const;
  await deps.accountLinks.ask(
    { email, links: [row], mails, audit: { ...audit, created_at: row.created_at } },
    'unverified',
  );
  await deps.mailer.dispatch(mails);
}
