import { triesFrom } from '../../attempts/address-tries.ts';
import { accountEntry } from '../../audit/account-entry.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import type { ClientInfo } from '../account-deps.ts';
import { passwordChangedMail } from '../links/account-mails.ts';
import { linkInvalid } from '../links/links.errors.ts';
import type { LiveLink } from '../links/links.repository.ts';
import { noticesOf } from '../links/notices.ts';
import { assertGoodPassword } from './check-password.ts';
import type { PasswordDeps } from './password-deps.ts';
import type { PasswordReset } from './passwords.schemas.ts';

/** The link for a new password, if it is good now. Looking uses nothing up. Throws `accounts.link_invalid`. */
export async function findReset(deps: Pick<PasswordDeps, 'accountLinks' | 'now'>, token: string): Promise<LiveLink> {
  const link = await deps.accountLinks.find(hashSecret(token), ['reset_password'], deps.now());
  if (link === null) throw linkInvalid();
  return link;
}

/**
 * Sets a new password by a link, once, and ends all sessions of the account. It signs nobody in, so a second factor is asked
 * for as ever. Throws `accounts.link_invalid`, `passwords.*`; a password that is refused does not use the link up.
 */
export async function resetPassword(
  deps: PasswordDeps,
  { ip }: Pick<ClientInfo, 'ip'>,
  { token, password }: PasswordReset,
): Promise<void> {
  await deps.attempts.take(triesFrom('link.address', ip));
  const { userId, accountEmail, names } = await findReset(deps, token);
  assertGoodPassword(password, { email: accountEmail, names });
  const hash = await deps.passwords.hash(password);
  const now = deps.now();
  const mails = await noticesOf(deps.mailer, [passwordChangedMail(accountEmail)]);
  const wasReset = await deps.passwordRows.reset({
    tokenHash: hashSecret(token),
    hash,
    now: new Date(now).toISOString(),
    mails,
    audit: accountEntry({ id: deps.ids(now), now, action: 'accounts.password_reset', userId, ip }),
  });
  if (!wasReset) throw linkInvalid();
  await deps.mailer.dispatch(mails);
}
