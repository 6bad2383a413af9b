import { triesFrom } from '../../attempts/address-tries.ts';
import { accountEntry } from '../../audit/account-entry.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import { storableText } from '../../shared/text/storable-text.ts';
import type { ClientInfo } from '../account-deps.ts';
import type { LoggedIn } from '../accounts.schemas.ts';
import { newUser, personalWorkspace } from '../new-account.ts';
import { NO_PASSWORD } from '../passwords/no-password.ts';
import { openSession } from '../sessions/open-session.ts';
import { identityRow } from './identity-row.ts';
import type { ProviderDeps } from './provider-deps.ts';
import type { ProviderIdentity } from './provider-identity.ts';
import type { SignInProvider } from './sign-in-providers.ts';

/** Somebody whom nobody has signed in as before, with an address that the provider has verified. */
type Newcomer = {
  readonly provider: SignInProvider;
  readonly identity: ProviderIdentity & { readonly email: string };
};

function nameOf(text: string): string {
  return cutText(storableText(text).trim(), 100);
}

/** Creates a user without a password, with their identity, a workspace and a first session; `null` if the address has an account. */
export async function registerFromProvider(
  deps: ProviderDeps,
  client: ClientInfo,
  { provider, identity }: Newcomer,
): Promise<LoggedIn | null> {
  await deps.attempts.take(triesFrom('register.address', client.ip));
  const now = deps.now();
  const { email, firstName, lastName } = identity;
  const names = { email: email.trim().toLowerCase(), first_name: nameOf(firstName), last_name: nameOf(lastName) };
  const user = { ...newUser(deps.ids(now), names, now), email_verified: true };
  const workspace = personalWorkspace(deps.ids(now), user);
  const { session, tokens } = await openSession(deps, { id: user.id, client }, now);
  const entry = accountEntry({
    id: deps.ids(now),
    now,
    action: 'accounts.registered',
    userId: user.id,
    ip: client.ip,
    details: { provider: provider.id },
  });
  const stored = await deps.accounts.register({
    user,
    passwordHash: NO_PASSWORD,
    workspace,
    plan_limits: deps.plans.limitsOf('free'),
    membershipId: deps.ids(now),
    status: 'active',
    links: [],
    mails: [],
    taken_mails: [],
    session,
    identity: identityRow(deps.ids(now), { provider, identity }, now),
    audit: { ...entry, workspace_id: workspace.id },
  });
  return stored ? { user, tokens } : null;
}
