import { accountEntry } from '../../audit/account-entry.ts';
import type { FirstProof } from '../../security/tickets/factor-tickets.ts';
import type { AccountDeps, ClientInfo } from '../account-deps.ts';
import { wrongCredentials } from '../accounts.errors.ts';
import type { LoggedIn, SignedIn, User } from '../accounts.schemas.ts';
import { askForFactor } from '../factors/ask-for-factor.ts';
import type { FactorMethod } from '../factors/factors.schemas.ts';
import { openSession } from './open-session.ts';

/** How somebody showed who they are. */
export type SignInMethod = FirstProof | FactorMethod;

/** Who signs in, by what, the factor that was passed (`null`: none), and when they began to show who they are. */
type Arrival = {
  readonly user: User;
  readonly method: SignInMethod;
  readonly factor: FactorMethod | null;
  readonly provedAt: number;
};

/**
 * Where each way of signing in ends that a second factor may follow: opens a session or, for a user with a factor, asks for it.
 * Throws 401 if the account was suspended since, or has a factor or another password by now.
 */
export async function signIn(
  deps: AccountDeps,
  client: ClientInfo,
  { user, method, provedAt }: Omit<Arrival, 'method' | 'factor'> & { readonly method: FirstProof },
): Promise<SignedIn> {
  if (user.mfa_enabled) return askForFactor(deps, user.id, method);
  return openSignedIn(deps, client, { user, method, factor: null, provedAt });
}

/** Where all ways of signing in end: opens a session for a user who has shown all that is asked of them. */
export async function openSignedIn(
  deps: AccountDeps,
  client: ClientInfo,
  { user, method, factor, provedAt }: Arrival,
): Promise<LoggedIn> {
  const now = deps.now();
  const { session, tokens } = await openSession(deps, { id: user.id, client, factor }, now);
  const audit = accountEntry({
    id: deps.ids(now),
    now,
    action: 'accounts.signed_in',
    userId: user.id,
    ip: client.ip,
    details: { method, factor, session_id: session.id },
  });
  if (!(await deps.sessions.open({ session, provedAt, audit }))) throw wrongCredentials();
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
