import type { AccountDeps, ClientInfo } from '../account-deps.ts';
import { wrongCredentials } from '../accounts.errors.ts';
import type { Login, SignedIn } from '../accounts.schemas.ts';
import { admitLogin, forgetTries } from './admit-login.ts';
import { recordFailedSignIn, signIn } from './sign-in.ts';

/** Opens a session, or asks for the second factor. Tries are counted before anything is hashed. Unknown email, wrong password and suspended account get the same answer after the same time. */
export async function logIn(deps: AccountDeps, client: ClientInfo, { email, password }: Login): Promise<SignedIn> {
  await admitLogin(deps, client, email);
  const provedAt = deps.now();
  const account = await deps.accounts.findForLogin(email);
  const matches = await deps.passwords.verify(password, account?.passwordHash ?? null);
  if (!account?.isActive || !matches) {
    await recordFailedSignIn(deps, client, { userId: account?.user.id ?? null, method: 'password' });
    throw wrongCredentials();
  }
  const { user, passwordHash } = account;
  await forgetTries(deps, client, email);
  if (deps.passwords.isOutdated(passwordHash)) await hashAnew(deps, { userId: user.id, password, passwordHash });
  return signIn(deps, client, { user, method: 'password', provedAt });
}

/** The cost of hashing has risen since. A password that was changed in between stays as it is. */
async function hashAnew(
  deps: Pick<AccountDeps, 'accounts' | 'passwords'>,
  {
    userId,
    password,
    passwordHash,
  }: { readonly userId: string; readonly password: string; readonly passwordHash: string },
): Promise<void> {
  await deps.accounts.replaceHash(userId, { from: passwordHash, to: await deps.passwords.hash(password) });
}
