import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { signBytes } from '../../../src/security/signatures.ts';
import { chain } from '../../support/graph.ts';
import { createUser, node, publish, type Reply, send, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** hook → show, answering with what the call brought */
function showing(config: JsonObject) {
  const show = node('show', 'action.set', {
    mode: 'json',
    json: { method: '{{ $json.method }}', params: '{{ $json.params }}', query: '{{ $json.query }}' },
  });
  const hook = node('hook', 'trigger.webhook', { respond: 'last_node', ...config });
  return { nodes: [hook, show], connections: chain('hook → show') };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the signature of a webhook', () => {
  const authentication = { type: 'hmac_sha256' };
  const body = '{"zen":"Speak like a human."}';
  const github = { encoding: 'hex', prefix: 'sha256=' } as const;

  function deliver(webhook: string, headers: Record<string, string>): Promise<Reply> {
    return send('POST', webhook, { body, headers: { 'content-type': 'application/json', ...headers } });
  }

  it('admits a call whose body is signed with the secret', async () => {
    const { webhook, secret } = await publish(user, showing({ authentication }));
    const signature = await signBytes(secret, bytes(body), github);
    expect((await deliver(webhook, { 'x-hub-signature-256': signature })).status).toBe(200);
  });

  it('is read in the header and encoding of the trigger', async () => {
    const other = { type: 'hmac_sha256', header: 'X-Shopify-Hmac', prefix: '', encoding: 'base64' };
    const { webhook, secret } = await publish(user, showing({ authentication: other }));
    const signature = await signBytes(secret, bytes(body), { encoding: 'base64', prefix: '' });
    expect((await deliver(webhook, { 'x-shopify-hmac': signature })).status).toBe(200);
  });

  it.each([
    ['missing', () => null],
    ['of other bytes', (secret: string) => signBytes(secret, bytes(`${body} `), github)],
    ['of another secret', (secret: string) => signBytes(`${secret}x`, bytes(body), github)],
    ['without its prefix', (secret: string) => signBytes(secret, bytes(body), { ...github, prefix: '' })],
    ['no signature at all', () => 'sha256=zz'],
    ['empty', () => ''],
  ])('is refused when it is %s', async (_name, sign) => {
    const { webhook, secret } = await publish(user, showing({ authentication }));
    const signature = await sign(secret);
    const reply = await deliver(webhook, signature === null ? {} : { 'x-hub-signature-256': signature });
    expect([reply.status, reply.json.code]).toEqual([401, 'webhooks.invalid_signature']);
  });

  it('is checked before the body is read', async () => {
    const { webhook } = await publish(user, showing({ authentication }));
    const reply = await send('POST', webhook, { body: '{', headers: { 'content-type': 'application/json' } });
    expect(reply.status).toBe(401);
  });

  it('of a secret that was replaced at once is refused, one of the new secret is accepted', async () => {
    const { id, webhook, webhookId, secret } = await publish(user, showing({ authentication }));
    const old = await signBytes(secret, bytes(body), github);
    expect((await deliver(webhook, { 'x-hub-signature-256': old })).status).toBe(200);
    const rotated = await user.api('POST', `/workflows/${id}/webhooks/${webhookId}/rotate-secret`, {
      previous_valid_seconds: 0,
    });
    expect((await deliver(webhook, { 'x-hub-signature-256': old })).status).toBe(401);
    const fresh = await signBytes(String(rotated.json.secret), bytes(body), github);
    expect((await deliver(webhook, { 'x-hub-signature-256': fresh })).status).toBe(200);
    expect((await deliver(webhook, { 'x-hub-signature-256': old })).status).toBe(401);
  });
});

describe('the methods of a webhook', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])('admit %s if they name it', async (method) => {
    const { webhook } = await publish(user, showing({ methods: ['POST', method] }));
    const reply = await send(method, `${webhook}?a=1&b=2&b=3`);
    expect([reply.status, reply.json]).toEqual([200, { method, params: {}, query: { a: '1', b: ['2', '3'] } }]);
  });

  it.each(['GET', 'PUT', 'DELETE', 'HEAD'])('refuse %s otherwise, and name the allowed ones', async (method) => {
    const { webhook } = await publish(user, showing({ methods: ['POST', 'PATCH'] }));
    const reply = await send(method, webhook);
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'POST, PATCH']);
  });

  it('answer HEAD without a body', async () => {
    const { webhook } = await publish(user, showing({ methods: ['GET', 'HEAD'] }));
    const reply = await send('HEAD', webhook);
    expect([reply.status, reply.text]).toEqual([200, '']);
  });
});

describe('the path of a webhook', () => {
  it('gives its parameters, decoded', async () => {
    const { webhook } = await publish(user, showing({ path: 'orders/:id/lines/:line' }));
    const reply = await send('POST', `${webhook}/orders/a%20b%2Fc/lines/%E2%82%AC`);
    expect(reply.json.params).toEqual({ id: 'a b/c', line: '€' });
  });

  it.each(['', '/orders', '/orders/1/2', '/order/1', '/Orders/1'])('is not found at %j', async (rest) => {
    const { webhook } = await publish(user, showing({ path: 'orders/:id' }));
    expect((await send('POST', `${webhook}${rest}`)).json.code).toBe('webhooks.not_found');
  });

  it('may be anything if the trigger has none', async () => {
    const { webhook } = await publish(user, showing({}));
    expect((await send('POST', `${webhook}/what/ever`)).status).toBe(200);
  });

  it.each([
    ['/%00', 'input.nul_byte'],
    ['/x?a=%00', 'input.nul_byte'],
    ['/%ff', 'input.malformed_url'],
  ])('is refused at %s', async (rest, code) => {
    const { webhook } = await publish(user, showing({}));
    const reply = await send('POST', `${webhook}${rest}`);
    expect([reply.status, reply.json.code]).toEqual([400, code]);
  });

  it('takes parameters named like properties that every object has', async () => {
    const { webhook } = await publish(user, showing({}));
    const reply = await send('POST', `${webhook}?__proto__=1&constructor=2&toString=3`);
    expect(reply.status).toBe(200);
    expect(JSON.stringify(reply.json.query)).toBe('{"__proto__":"1","constructor":"2","toString":"3"}');
  });
});

describe('a webhook that does not exist', () => {
  it.each(['/webhooks/unknown', `/webhooks/${'x'.repeat(5000)}`, "/webhooks/'; DROP TABLE users"])(
    'is not found at %s',
    async (path) => {
      const reply = await send('POST', path);
      expect([reply.status, reply.json.code]).toEqual([404, 'webhooks.not_found']);
    },
  );
});
