import { accountEntry } from '../../audit/account-entry.ts';
import type { AccountDeps, ClientInfo } from '../account-deps.ts';
import { wrongCredentials } from '../accounts.errors.ts';
import type { LoggedIn, User } from '../accounts.schemas.ts';
import { openSession } from './open-session.ts';

/** How somebody showed who they are. */
export type SignInMethod = 'password';

/** Where each way of signing in ends: opens a session for a user who has shown who they are. Throws 401 if the account was suspended since. */
export async function signIn(
  deps: AccountDeps,
  client: ClientInfo,
  { user, method }: { readonly user: User; readonly method: SignInMethod },
): Promise<LoggedIn> {
  const now = deps.now();
  const { session, tokens } = await openSession(deps, { id: user.id, client }, now);
  const audit = accountEntry({
    id: deps.ids(now),
    now,
    action: 'accounts.signed_in',
    userId: user.id,
    ip: client.ip,
    details: { method, session_id: session.id },
  });
  if (!(await deps.sessions.open(session, audit))) throw wrongCredentials();
  return { user, tokens };
}

/** Writes down that somebody failed to sign in. `userId`: whose account it is; `null`: nobody's, and it takes as long. */
export async function recordFailedSignIn(
  deps: Pick<AccountDeps, 'sessions' | 'ids' | 'now'>,
  client: ClientInfo,
  { userId, method }: { readonly userId: string | null; readonly method: SignInMethod },
): Promise<void> {
  const now = deps.now();
  const action = 'accounts.sign_in_failed';
  await deps.sessions.record(
    accountEntry({ id: deps.ids(now), now, action, userId, ip: client.ip, details: { method } }),
  );
}
