import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { countExecutions, hooked, showing } from '../../support/hooked.ts';
import { createUser, node, type Published, publish, type Reply, send, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const SHOP = 'https://shop.example.com';

function open(cors: JsonObject, more: JsonObject = {}): Promise<Published> {
  return publish(user, hooked({ respond: 'last_node', cors, ...more }, showing({ ran: true })));
}

function call(webhook: string, origin: string, headers: Record<string, string> = {}): Promise<Reply> {
  return send('POST', webhook, { body: '{}', headers: { origin, 'content-type': 'application/json', ...headers } });
}

function ask(webhook: string, origin: string, headers: string): Promise<Reply> {
  const asking = { 'access-control-request-method': 'POST', 'access-control-request-headers': headers };
  return send('OPTIONS', webhook, { headers: { origin, ...asking } });
}

const allowedOf = ({ headers }: Reply) => headers.get('access-control-allow-origin');

describe('a webhook that pages may call', () => {
  it('lets its origins read the answer, and no others', async () => {
    const { webhook } = await open({ origins: [SHOP], exposed_headers: ['X-Ours'] });
    const reply = await call(webhook, SHOP);
    expect([reply.status, allowedOf(reply), reply.headers.get('vary')]).toEqual([200, SHOP, 'Origin']);
    expect(reply.headers.get('access-control-expose-headers')).toContain('linkflow-execution-id');
    expect(reply.headers.get('access-control-expose-headers')).toContain('X-Ours');
    expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
    for (const origin of ['https://shop.example.com.evil.example', 'http://shop.example.com', 'null']) {
      const other = await call(webhook, origin);
      expect([origin, allowedOf(other), other.headers.get('vary')]).toEqual([origin, null, 'Origin']);
    }
  });

  it('lets any origin read it if it names *', async () => {
    const { webhook } = await open({ origins: ['*'] });
    expect(allowedOf(await call(webhook, SHOP))).toBe('*');
  });

  it('lets them send cookies if it says so', async () => {
    const { webhook } = await open({ origins: [SHOP], credentials: true });
    const reply = await call(webhook, SHOP);
    expect([allowedOf(reply), reply.headers.get('access-control-allow-credentials')]).toEqual([SHOP, 'true']);
  });

  it('lets them read what went wrong', async () => {
    const { webhook } = await open({ origins: [SHOP] }, { allowed_addresses: ['192.0.2.1'], max_body_bytes: 1 });
    const refused = await call(webhook, SHOP);
    expect([refused.status, allowedOf(refused)]).toEqual([403, SHOP]);
    const large = await call(webhook, SHOP, { 'cf-connecting-ip': '192.0.2.1' });
    expect([large.status, allowedOf(large)]).toEqual([413, SHOP]);
  });

  it('lets them read that an execution failed', async () => {
    const stop = node('stop', 'action.stop_error', { message: 'No' });
    const { webhook } = await publish(user, hooked({ respond: 'last_node', cors: { origins: [SHOP] } }, stop));
    const reply = await call(webhook, SHOP);
    expect([reply.status, allowedOf(reply)]).toEqual([502, SHOP]);
  });

  it('has the last word over its Respond node', async () => {
    const headers = { 'Access-Control-Allow-Origin': 'https://other.example' };
    const answer = node('answer', 'action.respond', { respond_with: 'no_data', headers });
    const { webhook } = await publish(user, hooked({ respond: 'respond_node', cors: { origins: [SHOP] } }, answer));
    expect(allowedOf(await call(webhook, SHOP))).toBe(SHOP);
  });
});

describe('the question of a browser before a call', () => {
  it('is answered for its origins, and starts nothing', async () => {
    const { id, webhook } = await open({ origins: [SHOP] }, { methods: ['POST', 'PUT'], path: 'orders/:id' });
    const reply = await ask(`${webhook}/orders/1`, SHOP, 'content-type,x-ours');
    expect([reply.status, reply.text, allowedOf(reply)]).toEqual([204, '', SHOP]);
    expect(reply.headers.get('access-control-allow-methods')).toBe('POST, PUT');
    expect(reply.headers.get('access-control-allow-headers')).toBe('content-type,x-ours');
    expect(await countExecutions(user, id)).toBe(0);
  });

  it('gets nothing for other origins', async () => {
    const { webhook } = await open({ origins: [SHOP] });
    const reply = await ask(webhook, 'https://other.example', 'content-type');
    expect([reply.status, allowedOf(reply), reply.headers.get('access-control-allow-methods')]).toEqual([
      204,
      null,
      null,
    ]);
  });

  it.each(['a(b)', 'x'.repeat(5000), 'a;b'])('gets no headers for %.10s', async (wanted) => {
    const { webhook } = await open({ origins: [SHOP] });
    expect((await ask(webhook, SHOP, wanted)).headers.get('access-control-allow-headers')).toBeNull();
  });

  it('is refused where no page may call, and where nothing is', async () => {
    const { webhook } = await open({});
    const refused = await ask(webhook, SHOP, 'content-type');
    expect([refused.status, refused.headers.get('allow'), allowedOf(refused)]).toEqual([405, 'POST', null]);
    expect((await ask('/webhooks/unknown', SHOP, 'content-type')).status).toBe(404);
  });
});
