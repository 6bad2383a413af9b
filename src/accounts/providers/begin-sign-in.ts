import { triesFrom } from '../../attempts/address-tries.ts';
import type { ClientInfo } from '../account-deps.ts';
import { loadProvider, type ProviderDeps } from './provider-deps.ts';
import { newAttempt, type SignInAttempt, sealAttempt } from './sign-in-attempt.ts';

/** What somebody is about to do at a provider. `linkTo`: whose account it is linked to, and in which session; `null`: they sign in. */
export type SignInBeginning = {
  readonly provider: string;
  readonly redirectUri: string;
  readonly returnTo: string;
  readonly linkTo: SignInAttempt['linkTo'];
};

/** Where the browser goes, and what it has to bring back. */
export type BegunSignIn = { readonly authorizationUrl: string; readonly cookie: string };

/** Begins to sign in with a provider, or to link an account to it. */
export async function beginSignIn(
  deps: ProviderDeps,
  client: ClientInfo,
  { provider: id, redirectUri, ...wanted }: SignInBeginning,
): Promise<BegunSignIn> {
  const provider = loadProvider(deps, id);
  await deps.attempts.take(triesFrom('provider.address', client.ip));
  const attempt = newAttempt(deps.random, { ...wanted, provider: id }, deps.now());
  const authorizationUrl = await deps.providerClient(provider).authorizationUrl({ ...attempt, redirectUri });
  return { authorizationUrl, cookie: await sealAttempt(deps.vault, attempt) };
}
