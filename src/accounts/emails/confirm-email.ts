import { triesFrom } from '../../attempts/address-tries.ts';
import { accountEntry } from '../../audit/account-entry.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import type { ClientInfo } from '../account-deps.ts';
import { emailTaken } from '../accounts.errors.ts';
import { emailChangedMail } from '../links/account-mails.ts';
import { linkInvalid } from '../links/links.errors.ts';
import type { LiveLink } from '../links/links.repository.ts';
import { noticesOf } from '../links/notices.ts';
import type { EmailDeps } from './email-deps.ts';

/** The link that confirms an address, if it is good now. Looking uses nothing up. Throws `accounts.link_invalid`. */
export async function findConfirmation(
  deps: Pick<EmailDeps, 'accountLinks' | 'now'>,
  token: string,
): Promise<LiveLink> {
  const link = await deps.accountLinks.find(hashSecret(token), ['verify_email', 'change_email'], deps.now());
  if (link === null) throw linkInvalid();
  return link;
}

/** Who brings a link: from where, and in which session, if they show one. */
type LinkBearer = Pick<ClientInfo, 'ip'> & { readonly sessionId: string | null };

/**
 * Confirms by a link, once, that a mailbox is its user's: the one that they registered with, or the one that they want instead.
 * What anybody added to the account before that goes, unless whoever brings the link is signed in to it. Throws `accounts.link_invalid`, and `accounts.email_taken` if another account has it by now; then the link is not used up.
 */
export async function confirmEmail(deps: EmailDeps, { ip, sessionId }: LinkBearer, token: string): Promise<void> {
  await deps.attempts.take(triesFrom('link.address', ip));
  const { userId, purpose, email, accountEmail } = await findConfirmation(deps, token);
  const isChange = purpose === 'change_email';
  const now = deps.now();
  const action = isChange ? 'accounts.email_changed' : 'accounts.email_verified';
  const mails = await noticesOf(deps.mailer, isChange ? [emailChangedMail(accountEmail, email)] : []);
  const outcome = await deps.emails.confirm({
    tokenHash: hashSecret(token),
    sessionId,
    now: new Date(now).toISOString(),
    mails,
    audit: accountEntry({ id: deps.ids(now), now, action, userId, ip }),
  });
  if (outcome === 'email_taken') throw emailTaken();
  if (outcome === 'link_invalid') throw linkInvalid();
  await deps.mailer.dispatch(mails);
}
