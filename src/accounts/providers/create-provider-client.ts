import type { Egress } from '../../security/egress/types.ts';
import { createGithubClient } from './github-client.ts';
import { createOidcClient } from './oidc-client.ts';
import type { ProviderClient } from './provider-identity.ts';
import type { SignInProvider } from './sign-in-providers.ts';

/** The largest answer of a provider that is read, in bytes. */
export const MAX_PROVIDER_ANSWER = 256 * 1024;

/** What speaks to a provider in its protocol. */
export function createProviderClient(egress: Egress, provider: SignInProvider): ProviderClient {
  return provider.protocol === 'github' ? createGithubClient(egress, provider) : createOidcClient(egress, provider);
}
