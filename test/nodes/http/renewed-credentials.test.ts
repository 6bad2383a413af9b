import { describe, expect, it } from 'vitest';
import { httpAction } from '../../../src/nodes/actions/http.ts';
import { NodeError } from '../../../src/nodes/node-error.ts';
import type { CredentialSecret } from '../../../src/nodes/node-run.ts';
import type { OutgoingRequest } from '../../../src/shared/http-exchange.ts';
import { runNode } from '../../support/node-run.ts';

function holding(access_token: string, renew?: () => Promise<CredentialSecret>): CredentialSecret {
  const credential = { type: 'oauth2', data: { access_token }, allowedHosts: ['api.example.com'] };
  return renew === undefined ? credential : { ...credential, renew };
}

/** Sends a request to a service that takes only the token `new`. */
async function send(credential: CredentialSecret) {
  const sent: OutgoingRequest[] = [];
  const result = await runNode(httpAction, {
    items: [{}],
    config: { url: 'https://api.example.com/', method: 'POST', body: { n: 1 } },
    credential,
    respond: (request) => {
      sent.push(request);
      const status = request.headers.authorization === 'Bearer new' ? 200 : 401;
      const body = new TextEncoder().encode('{}');
      return { status, statusText: '', url: request.url, headers: { 'content-type': 'application/json' }, body };
    },
  }).catch((error: unknown) => error);
  return { result, tokens: sent.map(({ headers }) => headers.authorization) };
}

describe('an access token that the service refuses', () => {
  it('is renewed, and the request is sent once more', async () => {
    const { result, tokens } = await send(holding('old', async () => holding('new')));
    expect(result).not.toBeInstanceOf(Error);
    expect(tokens).toEqual(['Bearer old', 'Bearer new']);
  });

  it('is renewed once, and then the node fails', async () => {
    const again = holding('other', async () => holding('new'));
    const { result, tokens } = await send(holding('old', async () => again));
    expect(result).toMatchObject({ code: 'http.client_error' });
    expect(tokens).toEqual(['Bearer old', 'Bearer other']);
  });

  it('fails the node at once if there is nothing to renew it with', async () => {
    const { result, tokens } = await send(holding('old'));
    expect([result, tokens]).toEqual([expect.objectContaining({ code: 'http.client_error' }), ['Bearer old']]);
  });

  it('says what is wrong with the credential if it cannot be renewed', async () => {
    const dead = new NodeError('credentials.reconnect_needed', 'Connect it again.');
    const { result } = await send(holding('old', () => Promise.reject(dead)));
    expect(result).toMatchObject({ code: 'credentials.reconnect_needed', retryable: false });
  });
});

describe('a service with a header of its own for tokens', () => {
  it('gets the token there, and no other', async () => {
    const credential = { ...holding('new'), data: { access_token: 'new', token_header: 'X-Shopify-Access-Token' } };
    const { result, tokens } = await send(credential);
    expect([result, tokens]).toEqual([expect.objectContaining({ code: 'http.client_error' }), [undefined]]);
  });
});
