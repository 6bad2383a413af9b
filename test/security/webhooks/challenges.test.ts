import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../../src/security/webhooks/presets.ts';
import { callOf, NOW, SECONDS, SECRET, short } from './support/calls.ts';
import { hmac, verifyPreset } from './support/senders.ts';

const proof = { secrets: [SECRET], now: NOW };

describe("Slack's challenge", () => {
  async function ask(body: string, secret = SECRET): Promise<string> {
    const signature = `v0=${hmac('sha256', secret, `v0:${SECONDS}:${body}`, 'hex')}`;
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': String(SECONDS) };
    return short(await verifyPreset('slack')(callOf({ headers, body }), proof));
  }

  const question = {
    token: 'Jhj5dZrVaK7ZwHHjRyZWjbDl',
    challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
  };

  it('is answered when it is signed', async () => {
    expect(await ask(JSON.stringify({ ...question, type: 'url_verification' }))).toBe(
      `challenge ${question.challenge}`,
    );
  });

  it('is not answered when it is not', async () => {
    expect(await ask(JSON.stringify({ ...question, type: 'url_verification' }), 'another')).toMatch(/^signature /);
  });

  it.each([
    ['of another type', { ...question, type: 'event_callback' }],
    ['without a challenge', { type: 'url_verification' }],
    ['with a challenge that is no text', { type: 'url_verification', challenge: 5 }],
    ['with a challenge that breaks the line', { type: 'url_verification', challenge: 'a\r\nb' }],
    ['with markup in its challenge', { type: 'url_verification', challenge: 'a <b>' }],
    ['with too long a challenge', { type: 'url_verification', challenge: 'x'.repeat(1001) }],
  ])('is none in a signed body %s', async (_name, body) => {
    expect(await ask(JSON.stringify(body))).toBe('admitted');
  });

  it.each(['null', '[]', '"url_verification"', '{', '', '\ufeff{}'])('is none in the body %j', async (body) => {
    expect(await ask(body)).toBe('admitted');
  });
});

describe("Meta's challenge", () => {
  const right = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'meatyhamhock' };

  async function ask(query: Record<string, string>, method = 'GET'): Promise<string> {
    const url = `https://hooks.example.com/in?${new URLSearchParams(query)}`;
    return short(await verifyPreset('meta')(callOf({ method, url }), proof));
  }

  it('is answered with the verify token', async () => {
    expect(await ask(right)).toBe('challenge 1158201444');
  });

  it.each([
    ['another token', { ...right, 'hub.verify_token': 'meatyhamhocks' }],
    ['an empty token', { ...right, 'hub.verify_token': '' }],
    ['the secret as its token', { ...right, 'hub.verify_token': SECRET }],
    ['no challenge', { ...right, 'hub.challenge': '' }],
    ['markup in its challenge', { ...right, 'hub.challenge': '<script>alert(1)</script>' }],
    ['a challenge that breaks the line', { ...right, 'hub.challenge': '1\r\nset-cookie: a=b' }],
  ])('is not answered with %s', async (_name, query) => {
    expect(await ask(query)).toBe('credentials hub.verify_token');
  });

  it('is none in a call with another method or mode', async () => {
    expect(await ask(right, 'POST')).toBe('signature X-Hub-Signature-256');
    expect(await ask({ ...right, 'hub.mode': 'unsubscribe' })).toBe('signature X-Hub-Signature-256');
  });

  it('is not answered where no verify token was chosen', async () => {
    const url = `https://hooks.example.com/in?${new URLSearchParams({ ...right, 'hub.verify_token': '' })}`;
    const rules = { toleranceSeconds: 300, verifyToken: '', publicUrl: '' };
    expect((await PRESETS.meta.verify(callOf({ method: 'GET', url }), proof, rules)).type).toBe('refused');
  });
});
