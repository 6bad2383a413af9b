import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { executionId, untilStatus } from '../../support/executions.ts';
import { createUser, post, type Reply, send, type User } from '../../support/running-app.ts';
import { draftWebhook, echoing, listen, openStream, type Stream } from './listening.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const SHOP = 'https://shop.example.com';
const JSON_TYPE = { 'content-type': 'application/json' };

type Tested = { readonly testUrl: string; readonly stream: Stream };

/** A test URL at which somebody listens, with runs. */
async function tested(config: JsonObject, run = true): Promise<Tested> {
  const draft = await draftWebhook(user, echoing(config));
  await listen(user, draft, { run });
  return { testUrl: draft.testUrl, stream: await openStream(user, draft) };
}

async function seenBy({ stream }: Tested): Promise<JsonObject | undefined> {
  const event = await stream.next();
  await stream.leave();
  return event?.data;
}

async function refusedAt(at: Tested, reply: Reply): Promise<unknown> {
  const data = await seenBy(at);
  return { status: reply.status, code: reply.json.code, ...data };
}

function refusal(status: number, code: string) {
  return expect.objectContaining({
    status,
    code,
    outcome: 'refused',
    refusal: expect.objectContaining({ status, code }),
  });
}

describe('the test URL refuses as the production URL does', () => {
  it('addresses that are not allowed, whose bodies it does not read', async () => {
    const at = await tested({ allowed_addresses: ['192.0.2.0/24'] });
    const seen = await refusedAt(at, await post(at.testUrl, { n: 1 }, { 'cf-connecting-ip': '198.51.100.7' }));
    expect(seen).toEqual(refusal(403, 'webhooks.address_not_allowed'));
    expect(seen).toMatchObject({ body: null });
    expect((await post(at.testUrl, { n: 1 }, { 'cf-connecting-ip': '192.0.2.7' })).status).toBe(200);
  });

  it('bodies that are larger than the endpoint takes', async () => {
    const at = await tested({ max_body_bytes: 10 });
    const seen = await refusedAt(at, await post(at.testUrl, { text: 'far too long' }));
    expect(seen).toEqual(refusal(413, 'input.too_large'));
  });

  it('bodies that are compressed', async () => {
    const at = await tested({});
    const reply = await post(at.testUrl, { n: 1 }, { 'content-encoding': 'gzip' });
    expect(await refusedAt(at, reply)).toEqual(refusal(415, 'input.encoded_body'));
  });

  it('calls over which its expressions fail', async () => {
    const at = await tested({ only_if: '{{ $json.body.a.b.c }}' });
    expect(await refusedAt(at, await post(at.testUrl, { n: 1 }))).toEqual(refusal(422, 'webhooks.expression_failed'));
  });

  it('deliveries whose ids are too long', async () => {
    const at = await tested({});
    const reply = await post(at.testUrl, { n: 1 }, { 'idempotency-key': 'k'.repeat(300) });
    expect(await refusedAt(at, reply)).toEqual(refusal(400, 'webhooks.delivery_id_too_long'));
  });
});

describe('the test URL answers as the production URL does', () => {
  it('runs only what the condition lets through, and shows the item of what it ignores', async () => {
    const at = await tested({ only_if: '{{ $json.body.wanted }}' });
    const ignored = await post(at.testUrl, { wanted: false });
    expect([ignored.status, ignored.json]).toEqual([200, { status: 'ignored', reason: 'only_if' }]);
    const ran = await post(at.testUrl, { wanted: true });
    expect(ran.json).toEqual({ got: { wanted: true } });
    expect(await at.stream.next()).toMatchObject({
      type: 'call',
      data: { outcome: 'ignored', refusal: null, item: { body: { wanted: false } } },
    });
    expect(await at.stream.next()).toMatchObject({ type: 'call', data: { outcome: 'admitted' } });
    await at.stream.leave();
  });

  it('answers the challenge of a sender', async () => {
    const draft = await draftWebhook(user, echoing({ authentication: { type: 'meta', verify_token: 'mine' } }));
    await listen(user, draft, { run: true });
    const stream = await openStream(user, draft);
    const query = 'hub.mode=subscribe&hub.verify_token=mine&hub.challenge=42';
    const reply = await send('GET', `${draft.testUrl}?${query}`);
    expect([reply.status, reply.text]).toEqual([200, '42']);
    expect(await stream.next()).toMatchObject({ data: { outcome: 'challenge', item: null } });
    await stream.leave();
  });

  it('shows programs that preview links a page, and starts nothing', async () => {
    const at = await tested({ methods: ['GET'] });
    const reply = await send('GET', at.testUrl, { headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' } });
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining('A webhook.')]);
    expect(await seenBy(at)).toMatchObject({ outcome: 'link_preview', body: null, item: null });
  });

  it('answers browsers that ask before they call', async () => {
    const at = await tested({ cors: { origins: [SHOP] } });
    const asking = { origin: SHOP, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-a' };
    const { status, headers } = await send('OPTIONS', at.testUrl, { headers: asking });
    expect([status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-headers')]).toEqual([
      204,
      SHOP,
      'x-a',
    ]);
    expect(await seenBy(at)).toMatchObject({ outcome: 'preflight', body: null });
  });

  it('lets pages read its answers, errors too', async () => {
    const at = await tested({ cors: { origins: [SHOP] } });
    const call = (body: string) => send('POST', at.testUrl, { body, headers: { origin: SHOP, ...JSON_TYPE } });
    for (const reply of [await call('{}'), await call('{')]) {
      expect(reply.headers.get('access-control-allow-origin')).toBe(SHOP);
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    }
    await at.stream.leave();
  });

  it('answers at once what the author wrote, with a run and without', async () => {
    const config = { respond: 'immediately', immediate_response: { status: 200, body: '[accepted]' } };
    const running = await tested(config);
    const reply = await post(running.testUrl, {});
    expect([reply.status, reply.text]).toEqual([200, '[accepted]']);
    await untilStatus(user, executionId(reply), 'completed');
    const watching = await tested(config, false);
    const other = await post(watching.testUrl, {});
    expect([other.status, other.text]).toEqual([200, '[accepted]']);
    expect(other.headers.get('content-security-policy')).toContain('sandbox');
    for (const { stream } of [running, watching]) await stream.leave();
  });
});
