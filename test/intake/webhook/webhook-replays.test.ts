import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { signBytes } from '../../../src/security/signatures.ts';
import { executionId } from '../../support/executions.ts';
import { createUser, type Reply, send, type User } from '../../support/running-app.ts';
import { admitting, deliver, hexOf, publishGuarded, secondsNow } from '../../support/webhook-senders.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function isDuplicate(reply: Reply): boolean {
  expect(reply.status).toBe(200);
  return reply.headers.get('linkflow-duplicate') === 'true';
}

function guarded(authentication: JsonObject, secret: string) {
  return publishGuarded(user, admitting(authentication), secret);
}

describe('a delivery of Stripe', () => {
  it('is known by the id of its event, however often that is signed', async () => {
    const { webhook, secret } = await guarded({ type: 'stripe' }, 'whsec_of_stripe');
    const call = async (id: string, time: number) => {
      const body = JSON.stringify({ id, object: 'event' });
      const signature = await hexOf(secret, `${time}.${body}`, `t=${time},v1=`);
      return deliver(webhook, body, { 'stripe-signature': signature, 'idempotency-key': `${time}` });
    };
    const first = await call('evt_1', secondsNow());
    const again = await call('evt_1', secondsNow() - 5);
    const other = await call('evt_2', secondsNow());
    expect([first, again, other].map(isDuplicate)).toEqual([false, true, false]);
    expect(executionId(again)).toBe(executionId(first));
  });
});

describe('a delivery of Slack', () => {
  async function call(webhook: string, secret: string, body: string, more: Record<string, string> = {}) {
    const time = String(secondsNow() + Number(more.later ?? 0));
    const signature = await hexOf(secret, `v0:${time}:${body}`, 'v0=');
    const headers = { 'x-slack-request-timestamp': time, 'x-slack-signature': signature };
    return { body, headers, reply: await deliver(webhook, body, { ...headers, ...more }) };
  }

  it('is known by the id of its event', async () => {
    const { webhook, secret } = await guarded({ type: 'slack' }, 'the signing secret of an app');
    const body = '{"type":"event_callback","event_id":"Ev08MFMKH6"}';
    const replies = [await call(webhook, secret, body), await call(webhook, secret, body, { later: '2' })];
    expect(replies.map(({ reply }) => isDuplicate(reply))).toEqual([false, true]);
  });

  it('is known by its signature where it has no id, whatever headers a replay brings along', async () => {
    const { webhook, secret } = await guarded({ type: 'slack' }, 'the signing secret of an app');
    const { reply, body, headers } = await call(webhook, secret, '{"command":"/deploy"}');
    const replay = await deliver(webhook, body, { ...headers, 'idempotency-key': 'new' });
    const later = await call(webhook, secret, '{"command":"/deploy"}', { later: '1' });
    expect([reply, replay, later.reply].map(isDuplicate)).toEqual([false, true, false]);
  });
});

describe('a delivery of Standard Webhooks', () => {
  it('is known by its id, under either name of the header', async () => {
    const { webhook, secret } = await guarded(
      { type: 'standard_webhooks' },
      `whsec_${btoa('a key of 24 bytes, text.')}`,
    );
    const time = String(secondsNow());
    const body = '{"type":"ping"}';
    const bytes = new TextEncoder().encode(`msg_1.${time}.${body}`);
    const signature = await signBytes(atob(secret.slice(6)), bytes, { encoding: 'base64', prefix: 'v1,' });
    const headersOf = (family: string) => ({
      [`${family}-id`]: 'msg_1',
      [`${family}-timestamp`]: time,
      [`${family}-signature`]: signature,
    });
    const first = await deliver(webhook, body, headersOf('webhook'));
    const renamed = await deliver(webhook, body, headersOf('svix'));
    expect([first, renamed].map(isDuplicate)).toEqual([false, true]);
  });
});

describe('a delivery of GitHub', () => {
  it('is known by its delivery id before anything else', async () => {
    const { webhook, secret } = await guarded({ type: 'github' }, 'a secret of the repository');
    const signature = await hexOf(secret, '{}', 'sha256=');
    const call = (delivery: string, key: string) =>
      deliver(webhook, '{}', {
        'x-hub-signature-256': signature,
        'x-github-delivery': delivery,
        'idempotency-key': key,
      });
    const replies = [await call('a', '1'), await call('a', '2'), await call('b', '1')];
    expect(replies.map(isDuplicate)).toEqual([false, true, false]);
  });
});

describe('a delivery of Twilio', () => {
  it('is signed over the URL and the form, and known by its idempotency token', async () => {
    const { webhook, secret } = await guarded({ type: 'twilio' }, 'an auth token');
    const key = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(secret),
      { name: 'HMAC', hash: 'SHA-1' },
      false,
      ['sign'],
    );
    const call = async (token: string) => {
      const text = `https://linkflow.test${webhook}BodyhiFrom+1`;
      const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)));
      return send('POST', webhook, {
        body: new URLSearchParams({ From: '+1', Body: 'hi' }),
        headers: { 'x-twilio-signature': btoa(String.fromCharCode(...mac)), 'i-twilio-idempotency-token': token },
      });
    };
    expect([await call('t1'), await call('t1'), await call('t2')].map(isDuplicate)).toEqual([false, true, false]);
  });
});
