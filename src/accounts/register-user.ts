import type { ClientInfo } from './account-deps.ts';
import { emailTaken } from './accounts.errors.ts';
import type { Registered, Registration } from './accounts.schemas.ts';
import { draftAccount, type RegistrationDeps } from './new-account.ts';
import { openSession } from './sessions/open-session.ts';

/** Creates a user with a workspace of their own and a first session, all of it or nothing. */
export async function registerUser(
  deps: RegistrationDeps,
  client: ClientInfo,
  registration: Registration,
): Promise<Registered> {
  const draft = await draftAccount(deps, client, registration);
  const { user, workspace, mails } = draft;
  const { session, tokens } = await openSession(deps, { id: user.id, client }, deps.now());
  const stored = await deps.accounts.register({ ...draft, status: 'active', session, taken_mails: [] });
  if (!stored) throw emailTaken();
  await deps.mailer.dispatch(mails);
  return { user, workspace, tokens };
}
