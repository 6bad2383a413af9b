import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { countExecutions, hooked, showing } from '../../support/hooked.ts';
import { createUser, type Published, post, publish, send, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const METHODS = ['GET', 'POST', 'HEAD'];

function open(config: JsonObject): Promise<Published> {
  return publish(user, hooked({ respond: 'last_node', methods: METHODS, ...config }, showing({ ran: true })));
}

describe('the allowed addresses of a webhook', () => {
  const allowed_addresses = ['192.0.2.0/24', '2001:db8::/32'];

  it.each(['192.0.2.9', '::ffff:192.0.2.9', '2001:db8::7'])('let %s in', async (address) => {
    const { webhook } = await open({ allowed_addresses });
    expect((await post(webhook, {}, { 'cf-connecting-ip': address })).status).toBe(200);
  });

  it.each(['192.0.3.9', '2001:db9::7', '192.0.2.9, 192.0.3.9', 'x', ''])('keep %j out', async (address) => {
    const { id, webhook } = await open({ allowed_addresses });
    const headers = { 'cf-connecting-ip': address, 'x-forwarded-for': '192.0.2.9', 'x-real-ip': '192.0.2.9' };
    const reply = await post(webhook, {}, headers);
    expect([reply.status, reply.json.code]).toEqual([403, 'webhooks.address_not_allowed']);
    expect(await countExecutions(user, id)).toBe(0);
  });

  it('keep out whoever does not say who they are', async () => {
    const { webhook } = await open({ allowed_addresses });
    expect((await post(webhook, {})).status).toBe(403);
  });
});

describe('link previews', () => {
  const preview = { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' };

  it.each([
    preview['user-agent'],
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'WhatsApp/2.23.20.0',
    'TelegramBot (like TwitterBot)',
    'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
  ])('by %s start nothing', async (agent) => {
    const { id, webhook } = await open({});
    const reply = await send('GET', webhook, { headers: { 'user-agent': agent } });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await send('HEAD', webhook, { headers: { 'user-agent': agent } })).status).toBe(200);
    expect(await countExecutions(user, id)).toBe(0);
  });

  it('are no deliveries of the same houses, and no people', async () => {
    const { webhook } = await open({});
    for (const agent of ['Slackbot 1.0 (+https://api.slack.com/robots)', 'facebookexternalua', 'Mozilla/5.0']) {
      const reply = await send('GET', webhook, { headers: { 'user-agent': agent } });
      expect([agent, reply.json]).toEqual([agent, { ran: true }]);
    }
    expect((await post(webhook, {}, preview)).json).toEqual({ ran: true });
  });

  it('run the workflow if the webhook wants them to', async () => {
    const { webhook } = await open({ ignore_link_previews: false });
    expect((await send('GET', webhook, { headers: preview })).json).toEqual({ ran: true });
  });
});

describe('the body of a call', () => {
  it.each(['gzip', 'br', 'deflate', 'gzip, gzip', 'x-unheard-of'])('is refused if it comes in %s', async (encoding) => {
    const { webhook } = await open({});
    const headers = { 'content-encoding': encoding, 'content-type': 'application/json' };
    const reply = await send('POST', webhook, { headers, body: new Uint8Array([31, 139, 8, 0]) });
    expect([reply.status, reply.json.code, reply.headers.get('accept-encoding')]).toEqual([
      415,
      'input.encoded_body',
      'identity',
    ]);
  });

  it('may say that it is not encoded', async () => {
    const { webhook } = await open({});
    expect((await post(webhook, {}, { 'content-encoding': 'identity' })).status).toBe(200);
  });

  it.each([
    ['its length says so', 'x'.repeat(11)],
    ['it says nothing', new Blob(['x'.repeat(11)]).stream()],
  ])('is refused when the webhook takes less: %s', async (_name, body) => {
    const { id, webhook } = await open({ max_body_bytes: 10 });
    const reply = await send('POST', webhook, { body, headers: { 'content-type': 'text/plain' } });
    expect([reply.status, reply.json.code]).toEqual([413, 'input.too_large']);
    expect(await countExecutions(user, id)).toBe(0);
    expect((await send('POST', webhook, { body: 'x'.repeat(10) })).status).toBe(200);
  });
});
