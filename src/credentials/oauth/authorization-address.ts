import { calculatePKCECodeChallenge } from 'oauth4webapi';
import type { ConnectionSecrets } from './connection-secrets.ts';
import type { OAuthClient } from './oauth-client.ts';

/** Where the provider asks the person (RFC 6749 §4.1.1, RFC 7636 §4.3). What we set wins over all that a credential names. */
export async function authorizationAddress(
  client: OAuthClient,
  { state, verifier }: ConnectionSecrets,
  redirectUri: string,
): Promise<string> {
  const url = new URL(client.authorizationUrl);
  const ours = {
    ...client.authorizationParams,
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    state,
    ...(client.scope !== '' && { scope: client.scope }),
    ...(client.pkce && {
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }),
  };
  for (const [name, value] of Object.entries(ours)) url.searchParams.set(name, value);
  return url.href;
}
