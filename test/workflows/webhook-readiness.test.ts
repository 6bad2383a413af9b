import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { webhook } from './graphs.ts';
import { at, type Client, createWorld, textAt } from './world.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let owner: Client;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
});

async function workflow(...nodes: object[]): Promise<string> {
  const { body } = await owner('POST', `${world.root}/workflows`, { name: 'W', nodes, connections: [] });
  return `${world.root}/workflows/${textAt(body, 'id')}`;
}

function publish(path: string, body?: object) {
  return owner('POST', `${path}/publish`, body, { 'if-match': '*' });
}

async function endpointId(path: string): Promise<string> {
  return textAt((await owner('GET', `${path}/webhooks`)).body, 'data', 0, 'id');
}

function refusal(index: number, nodeId: string, code = 'webhooks.secret_missing') {
  const errors = [{ code, node_id: nodeId, path: ['nodes', index, 'config', 'authentication'] }];
  return { status: 422, body: { code: 'workflows.webhook_not_ready', errors } };
}

describe('a workflow with a webhook whose sender brings the secret', () => {
  const meta = { type: 'meta', verify_token: 'token' };

  it.each<JsonObject>([{ type: 'stripe' }, { type: 'slack' }, { type: 'shopify' }, { type: 'twilio' }, meta])(
    'is not published before that is set: %j',
    async (authentication) => {
      const path = await workflow(webhook('open'), webhook('hook', { authentication }));
      expect(await publish(path)).toMatchObject(refusal(1, 'hook'));
      expect((await owner('GET', path)).body).toMatchObject({ status: 'draft', published_version: null });
      const { body } = await owner('GET', `${path}/webhooks`);
      const endpoints = [0, 1].map((index) => ({
        id: textAt(body, 'data', index, 'id'),
        node: at(body, 'data', index, 'node_id'),
      }));
      const id = endpoints.find(({ node }) => node === 'hook')?.id;
      await owner('PUT', `${path}/webhooks/${id}/secret`, { secret: 'the one of the sender' });
      expect(await publish(path)).toMatchObject({ status: 200, body: { status: 'active' } });
    },
  );

  it('is not published again with a random one in its place', async () => {
    const path = await workflow(webhook('hook', { authentication: { type: 'stripe' } }));
    const id = await endpointId(path);
    await owner('PUT', `${path}/webhooks/${id}/secret`, { secret: 'the one of the sender' });
    expect((await publish(path)).status).toBe(200);
    await owner('POST', `${path}/webhooks/${id}/rotate-secret`);
    expect(await publish(path)).toMatchObject(refusal(0, 'hook'));
  });

  it('is not published in a version whose endpoint is gone', async () => {
    const path = await workflow(webhook('hook', { authentication: { type: 'stripe' } }));
    await owner('PUT', path, { nodes: [webhook('other')], connections: [] }, { 'if-match': '*' });
    expect(await publish(path, { version: 1 })).toMatchObject(refusal(0, 'hook'));
  });

  it('is published if that webhook is disabled', async () => {
    const stripe = webhook('hook', { authentication: { type: 'stripe' } }, { disabled: true });
    expect((await publish(await workflow(webhook('open'), stripe))).status).toBe(200);
  });
});

describe('a workflow with a webhook to whose sender the secret is copied', () => {
  it.each<JsonObject>([
    { type: 'none' },
    { type: 'basic', username: 'me' },
    { type: 'header' },
    { type: 'hmac' },
    { type: 'hmac_sha256' },
    { type: 'github' },
    { type: 'gitlab' },
    { type: 'standard_webhooks' },
    { type: 'jwt', key: { from: 'secret' } },
    { type: 'jwt', key: { from: 'jwks', url: 'https://issuer.example.com/jwks.json' } },
  ])('is published with the random one: %j', async (authentication) => {
    expect((await publish(await workflow(webhook('hook', { authentication })))).status).toBe(200);
  });
});

describe('a workflow with a webhook whose tokens nobody could check', () => {
  const pem = (text: string) => `-----BEGIN PUBLIC KEY-----\n${text}\n-----END PUBLIC KEY-----`;
  const ed25519 = 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=';
  const jwt = (algorithm: string, public_key: string) => ({
    type: 'jwt',
    key: { from: 'public_key', algorithm, public_key },
  });

  it('is not published', async () => {
    for (const authentication of [jwt('EdDSA', pem('AAAA')), jwt('RS256', pem(ed25519))]) {
      const path = await workflow(webhook('hook', { authentication }));
      expect(await publish(path)).toMatchObject(refusal(0, 'hook', 'webhooks.bad_public_key'));
    }
    expect(
      (await publish(await workflow(webhook('hook', { authentication: jwt('EdDSA', pem(ed25519)) })))).status,
    ).toBe(200);
  });

  it('is not published with what is no public key', async () => {
    const graph = {
      nodes: [webhook('hook', { authentication: jwt('RS256', pem('MIIB').replaceAll('PUBLIC', 'PRIVATE')) })],
      connections: [],
    };
    const { body } = await owner('POST', `${world.root}/workflows`, { name: 'W', ...graph });
    expect(at(body, 'faults')).toMatchObject([{ code: 'graph.invalid_config', node_id: 'hook' }]);
    expect((await owner('POST', `${world.root}/workflows/${textAt(body, 'id')}/publish`)).status).toBe(422);
  });
});
