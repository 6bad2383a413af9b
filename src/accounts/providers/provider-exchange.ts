import * as oauth from 'oauth4webapi';
import { egressFetch } from '../../security/egress/egress-fetch.ts';
import { EgressError } from '../../security/egress/errors.ts';
import type { Egress } from '../../security/egress/types.ts';
import type { ProviderCallback } from './provider-identity.ts';
import { providerAnswerInvalid, providerDenied, providerUnavailable } from './providers.errors.ts';
import type { SignInProvider } from './sign-in-providers.ts';

/** How long a provider may take to answer, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** What all requests to a provider have in common: they pass the guard. Plain HTTP is for a provider whose issuer says so. */
export function exchangeOptions(egress: Egress, { issuer }: SignInProvider) {
  return {
    [oauth.customFetch]: egressFetch(egress, TIMEOUT_MS),
    [oauth.allowInsecureRequests]: issuer.startsWith('http:'),
  };
}

export function clientOf({ clientId }: SignInProvider): oauth.Client {
  return { client_id: clientId };
}

/** RFC 8414 §2: a server that names no method takes the secret in a header. */
function clientAuth(server: oauth.AuthorizationServer, { clientSecret }: SignInProvider): oauth.ClientAuth {
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_basic')
    ? oauth.ClientSecretBasic(clientSecret)
    : oauth.ClientSecretPost(clientSecret);
}

/** Swaps the code of a callback for the answer of the token endpoint. */
export function exchangeCode(
  server: oauth.AuthorizationServer,
  { provider, egress }: { readonly provider: SignInProvider; readonly egress: Egress },
  { parameters, redirectUri, state, verifier }: ProviderCallback,
): Promise<Response> {
  const checked = oauth.validateAuthResponse(server, clientOf(provider), parameters, state);
  const auth = clientAuth(server, provider);
  const options = exchangeOptions(egress, provider);
  return oauth.authorizationCodeGrantRequest(server, clientOf(provider), auth, checked, redirectUri, verifier, options);
}

/** Gives what went wrong with a provider a name. What is none of its doing is thrown as it is. */
export async function namingFailures<T>({ name }: SignInProvider, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) throw providerDenied(name);
    if (error instanceof EgressError) throw providerUnavailable(name, error);
    const itsFault =
      error instanceof oauth.OperationProcessingError ||
      error instanceof oauth.UnsupportedOperationError ||
      error instanceof oauth.ResponseBodyError ||
      error instanceof oauth.WWWAuthenticateChallengeError;
    throw itsFault ? providerAnswerInvalid(name, error) : error;
  }
}
