import type { RandomBytes } from '../../security/random.ts';
import type { Vault } from '../../security/vault.ts';
import type { AccountDeps } from '../account-deps.ts';
import type { IdentityRepository } from './identities.repository.ts';
import type { ProviderClient } from './provider-identity.ts';
import { providerNotFound } from './providers.errors.ts';
import type { SignInProvider } from './sign-in-providers.ts';

/** What signing in with a provider needs. */
export type ProviderDeps = AccountDeps & {
  readonly providers: readonly SignInProvider[];
  readonly providerClient: (provider: SignInProvider) => ProviderClient;
  readonly identities: IdentityRepository;
  readonly vault: Vault;
  readonly random: RandomBytes;
};

/** The provider with this id, or 404. */
export function loadProvider({ providers }: Pick<ProviderDeps, 'providers'>, id: string): SignInProvider {
  const provider = providers.find((known) => known.id === id);
  if (provider === undefined) throw providerNotFound();
  return provider;
}
