import type { Attempt } from '../../attempts/attempts.repository.ts';
import type { AccountDeps, ClientInfo } from '../account-deps.ts';
import { wrongCredentials } from '../accounts.errors.ts';
import type { LoggedIn, Login } from '../accounts.schemas.ts';
import { openSession } from './open-session.ts';

/** Opens a session. Tries are counted before anything is hashed. Unknown email, wrong password and suspended account get the same answer after the same time. */
export async function logIn(deps: AccountDeps, client: ClientInfo, { email, password }: Login): Promise<LoggedIn> {
  const tries = triesOf(client, email);
  await deps.attempts.take(tries);
  const account = await deps.accounts.findByEmail(email);
  const matches = await deps.passwords.verify(password, account?.passwordHash ?? null);
  if (!account || !matches) throw wrongCredentials();
  const now = deps.now();
  const { session, tokens } = await openSession(deps, { id: account.user.id, client }, now);
  await deps.sessions.insert(session);
  await deps.attempts.forget(tries.filter(({ kind }) => kind === 'login.account'));
  return { user: account.user, tokens };
}

function triesOf({ ip }: ClientInfo, email: string): Attempt[] {
  const byAccount: Attempt = { kind: 'login.account', subject: email.toLowerCase() };
  return ip === null ? [byAccount] : [byAccount, { kind: 'login.address', subject: ip }];
}
