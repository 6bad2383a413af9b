import type { ClientInfo } from './account-deps.ts';
import type { Registration } from './accounts.schemas.ts';
import { accountExistsMail } from './links/account-mails.ts';
import { draftAccount, type RegistrationDeps } from './new-account.ts';

/**
 * Creates an account that begins when its address is confirmed, and sends the link for that. If the address has an account, its
 * mailbox is told so instead; the caller learns nothing: the answer, the work and the number of statements are the same. Throws
 * 503 `mail.not_configured`, 429.
 */
export async function applyForAccount(
  deps: RegistrationDeps,
  client: ClientInfo,
  registration: Registration,
): Promise<void> {
  deps.mailer.assertReady();
  await deps.attempts.take([{ kind: 'register.email', subject: registration.email }]);
  const draft = await draftAccount(deps, client, registration);
  const taken_mails = [await deps.mailer.prepare(accountExistsMail(registration.email))];
  await deps.accounts.register({ ...draft, status: 'pending', taken_mails });
  await deps.mailer.dispatch([...draft.mails, ...taken_mails]);
}
