/// <reference path="../support/provided.d.ts" />
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { TestProject } from 'vitest/node';

const CLIENT = {
  client_id: 'linkflow',
  client_secret: 'a secret of the tests',
  redirect_uris: ['https://flows.test/auth/callback/corp', 'https://flows.test/auth/callback/other'],
};

/** People are what tests type as their name: `ada,ada@example.com,true` has that address, and it is verified. */
function claimsOf(accountId: string) {
  const [, email = '', verified = 'false'] = accountId.split(',');
  return { sub: accountId, email, email_verified: verified === 'true', given_name: 'Ada', family_name: 'Lovelace' };
}

function createProvider(issuer: string): Provider {
  return new Provider(issuer, {
    clients: [CLIENT],
    claims: { email: ['email', 'email_verified'], profile: ['given_name', 'family_name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key of the tests'] },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: async () => claimsOf(accountId) }),
  });
}

/** Lets in whoever says their name, and gives what is asked for. `cancel` breaks off. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const accountId = String(params.login_hint);
  if (accountId === 'cancel') {
    await provider.interactionFinished(request, response, { error: 'access_denied' });
    return;
  }
  const grant = new provider.Grant({ accountId, clientId: CLIENT.client_id });
  grant.addOIDCScope('openid email profile');
  await provider.interactionFinished(request, response, {
    login: { accountId },
    consent: { grantId: await grant.save() },
  });
}

/** A provider for tests of signing in. */
export default async function setup(project: TestProject): Promise<() => void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = Object(server.address());
  const issuer = `http://127.0.0.1:${port}`;
  const provider = createProvider(issuer);
  const serve = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) void serve(request, response);
    else interact(provider, request, response).catch(() => response.writeHead(500).end());
  });
  project.provide('issuer', issuer);
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
