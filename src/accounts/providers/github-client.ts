import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import { egressFetch } from '../../security/egress/egress-fetch.ts';
import type { Egress } from '../../security/egress/types.ts';
import { clientOf, exchangeCode, namingFailures } from './provider-exchange.ts';
import type { ProviderCallback, ProviderClient, ProviderIdentity } from './provider-identity.ts';
import { providerAnswerInvalid, providerUnavailable } from './providers.errors.ts';
import type { SignInProvider } from './sign-in-providers.ts';

/** https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps */
const SERVER: oauth.AuthorizationServer = {
  issuer: 'https://github.com',
  authorization_endpoint: 'https://github.com/login/oauth/authorize',
  token_endpoint: 'https://github.com/login/oauth/access_token',
  token_endpoint_auth_methods_supported: ['client_secret_post'],
};
const API = 'https://api.github.com';
const SCOPE = 'read:user user:email';
const API_TIMEOUT_MS = 10_000;

const userSchema = z.object({ id: z.int(), name: z.string().nullish() });
const emailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** GitHub: OAuth 2.0 with PKCE; who somebody is, its API says. */
export function createGithubClient(egress: Egress, provider: SignInProvider): ProviderClient {
  const send = egressFetch(egress, API_TIMEOUT_MS);

  async function ask<T>(path: string, token: string, schema: z.ZodType<T>): Promise<T> {
    const headers = {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'user-agent': 'LinkFlow',
    };
    const answer = await send(`${API}${path}`, { method: 'GET', headers });
    if (answer.status !== 200) throw providerUnavailable(provider.name, new Error(`${path}: ${answer.status}`));
    return read(await answer.text(), schema);
  }

  function read<T>(text: string, schema: z.ZodType<T>): T {
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      throw providerAnswerInvalid(provider.name, cause);
    }
  }

  async function identify(callback: ProviderCallback): Promise<ProviderIdentity> {
    const response = await exchangeCode(SERVER, { provider, egress }, callback);
    const { access_token } = await oauth.processAuthorizationCodeResponse(SERVER, clientOf(provider), response);
    const user = await ask('/user', access_token, userSchema);
    const emails = await ask('/user/emails', access_token, emailsSchema);
    const primary = emails.find((email) => email.primary);
    return {
      subject: String(user.id),
      email: primary?.email ?? null,
      emailVerified: primary?.verified ?? false,
      firstName: user.name ?? '',
      lastName: '',
    };
  }

  return {
    async authorizationUrl({ redirectUri, state, verifier }) {
      const url = new URL('https://github.com/login/oauth/authorize');
      const asked = {
        client_id: provider.clientId,
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
      return url.href;
    },
    identify: (callback) => namingFailures(provider, () => identify(callback)),
  };
}
