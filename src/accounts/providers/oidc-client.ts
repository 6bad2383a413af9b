import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import type { Egress } from '../../security/egress/types.ts';
import { clientOf, exchangeCode, exchangeOptions, namingFailures } from './provider-exchange.ts';
import type { ProviderCallback, ProviderClient, ProviderIdentity, ProviderRequest } from './provider-identity.ts';
import type { SignInProvider } from './sign-in-providers.ts';

const SCOPE = 'openid email profile';

/** What an ID token says of a person. `email_verified` is a text at some providers. */
const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().nullish(),
  email_verified: z.union([z.boolean(), z.stringbool()]).nullish().catch(false),
  given_name: z.string().nullish().catch(null),
  family_name: z.string().nullish().catch(null),
  name: z.string().nullish().catch(null),
});

/** A provider of OpenID Connect: authorisation code with PKCE, state and nonce. Its ID token's signature is checked by its own keys. */
export function createOidcClient(egress: Egress, provider: SignInProvider): ProviderClient {
  const options = exchangeOptions(egress, provider);

  /** What the provider says of itself; refused unless it names the issuer that was asked. */
  async function discover(): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(provider.issuer);
    return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
  }

  async function claimsOf(callback: ProviderCallback) {
    const server = await discover();
    const response = await exchangeCode(server, { provider, egress }, callback);
    const tokens = await oauth.processAuthorizationCodeResponse(server, clientOf(provider), response, {
      expectedNonce: callback.nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(server, response, options);
    return readClaims(oauth.getValidatedIdTokenClaims(tokens));
  }

  return {
    authorizationUrl: (request) =>
      namingFailures(provider, async () => authorizationUrl(await discover(), provider, request)),
    identify: (callback) => namingFailures(provider, async () => toIdentity(await claimsOf(callback))),
  };
}

function readClaims(claims: unknown): z.infer<typeof claimsSchema> {
  const read = claimsSchema.safeParse(claims);
  if (!read.success) throw new oauth.OperationProcessingError('The ID token does not say who somebody is.');
  return read.data;
}

/** Where people are sent: by HTTPS, unless the issuer itself is without. */
function endpointOf(server: oauth.AuthorizationServer, issuer: string): URL {
  const url = URL.parse(server.authorization_endpoint ?? '');
  const allowed = issuer.startsWith('http:') ? ['https:', 'http:'] : ['https:'];
  if (url !== null && allowed.includes(url.protocol)) return url;
  throw new oauth.OperationProcessingError('The provider names no authorization endpoint.');
}

async function authorizationUrl(
  server: oauth.AuthorizationServer,
  { clientId, issuer }: SignInProvider,
  { redirectUri, state, nonce, verifier }: ProviderRequest,
): Promise<string> {
  const url = endpointOf(server, issuer);
  const asked = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: SCOPE,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url.href;
}

function toIdentity(claims: z.infer<typeof claimsSchema>): ProviderIdentity {
  return {
    subject: claims.sub,
    email: claims.email ?? null,
    emailVerified: claims.email_verified ?? false,
    firstName: claims.given_name ?? claims.name ?? '',
    lastName: claims.family_name ?? '',
  };
}
