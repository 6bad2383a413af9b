import { triesFrom } from '../../attempts/address-tries.ts';
import { accountEntry } from '../../audit/account-entry.ts';
import type { ClientInfo } from '../account-deps.ts';
import { wrongCredentials } from '../accounts.errors.ts';
import type { SignedIn } from '../accounts.schemas.ts';
import { signIn } from '../sessions/sign-in.ts';
import { identityRow } from './identity-row.ts';
import { loadProvider, type ProviderDeps } from './provider-deps.ts';
import type { ProviderIdentity } from './provider-identity.ts';
import { attemptUnknown, emailNotVerified, identityTaken, linkRequired, linkSessionOver } from './providers.errors.ts';
import { registerFromProvider } from './register-from-provider.ts';
import { openAttempt, type SignInAttempt } from './sign-in-attempt.ts';
import type { SignInProvider } from './sign-in-providers.ts';

/** A browser that came back from a provider. `cookie`: what it was given when it began. */
export type ProviderReturn = {
  readonly provider: string;
  readonly parameters: URLSearchParams;
  readonly redirectUri: string;
  readonly cookie: string | undefined;
};

/** What came of it. `signedIn`: tokens, or a ticket for the second factor; `null`: an account was linked. */
export type FinishedSignIn = { readonly signedIn: SignedIn | null; readonly returnTo: string };

type Known = { readonly provider: SignInProvider; readonly identity: ProviderIdentity };

/** Ends what {@link beginSignIn} began: signs in, registers or links. */
export async function finishSignIn(
  deps: ProviderDeps,
  client: ClientInfo,
  { provider: id, parameters, redirectUri, cookie }: ProviderReturn,
): Promise<FinishedSignIn> {
  const provider = loadProvider(deps, id);
  await deps.attempts.take(triesFrom('provider.address', client.ip));
  const attempt = await openAttempt(deps.vault, cookie ?? '', deps.now());
  if (attempt === null || attempt.provider !== id || parameters.get('state') !== attempt.state) throw attemptUnknown();
  const identity = await deps.providerClient(provider).identify({ ...attempt, parameters, redirectUri });
  const known = { provider, identity };
  const { returnTo, linkTo } = attempt;
  if (linkTo === null) return { signedIn: await signInAs(deps, client, known), returnTo };
  await linkIdentity(deps, client, { ...known, ...linkTo });
  return { signedIn: null, returnTo };
}

/** The issuer and the subject say who somebody is; the email says nothing about whose account it is. */
async function signInAs(deps: ProviderDeps, client: ClientInfo, known: Known): Promise<SignedIn> {
  const { provider, identity } = known;
  const now = deps.now();
  const userId = await deps.identities.use({ issuer: provider.issuer, subject: identity.subject }, now);
  if (userId === null) return registerAs(deps, client, known);
  const user = await deps.accounts.findById(userId);
  if (user === null) throw wrongCredentials();
  return signIn(deps, client, { user, method: 'oidc', provedAt: now });
}

async function registerAs(deps: ProviderDeps, client: ClientInfo, { provider, identity }: Known): Promise<SignedIn> {
  const { email, emailVerified } = identity;
  if (email === null || !emailVerified) throw emailNotVerified(provider.name);
  const registered = await registerFromProvider(deps, client, { provider, identity: { ...identity, email } });
  if (registered === null) throw linkRequired(provider.name);
  return registered;
}

async function linkIdentity(
  deps: ProviderDeps,
  client: ClientInfo,
  { provider, identity, userId, sessionId }: Known & NonNullable<SignInAttempt['linkTo']>,
): Promise<void> {
  if (!identity.emailVerified) throw emailNotVerified(provider.name);
  const now = deps.now();
  const row = identityRow(deps.ids(now), { provider, identity }, now);
  const audit = accountEntry({
    id: deps.ids(now),
    now,
    action: 'accounts.identity_linked',
    userId,
    ip: client.ip,
    target: { type: 'identity', id: row.id },
    details: { provider: provider.id },
  });
  const outcome = await deps.identities.link({ userId, sessionId, identity: row, audit });
  if (outcome === 'taken') throw identityTaken(provider.name);
  if (outcome === 'session_over') throw linkSessionOver();
}
