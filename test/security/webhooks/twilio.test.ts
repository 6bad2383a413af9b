import { getExpectedBodyHash, getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../../src/security/webhooks/presets.ts';
import { callOf, NOW, SECRET, short } from './support/calls.ts';

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';
const proof = { secrets: [SECRET], now: NOW };

type Sent = {
  readonly method?: string;
  readonly url: string;
  readonly signedUrl?: string;
  readonly parameters?: Record<string, string | string[]>;
  readonly type?: string;
  readonly body?: string;
  readonly publicUrl?: string;
  readonly algorithm?: string;
  readonly settings?: string;
};

async function send(sent: Sent): Promise<string> {
  const { method = 'POST', url, signedUrl = url, parameters = {}, type = FORM, publicUrl = '' } = sent;
  const pairs = Object.entries(parameters).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
  const { body = new URLSearchParams(pairs).toString(), algorithm = 'HMAC_SHA1', settings } = sent;
  const signature = getExpectedTwilioSignature(SECRET, signedUrl, parameters, algorithm);
  const headers = {
    'x-twilio-signature': signature,
    'content-type': type,
    ...(settings === undefined ? {} : { 'x-twilio-webhooks-signature-settings': settings }),
  };
  const rules = { toleranceSeconds: 0, verifyToken: '', publicUrl };
  return short(await PRESETS.twilio.verify(callOf({ method, url, headers, body }), proof, rules));
}

function many(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}`);
}

const URL_OF_HOOK = 'https://hooks.example.com/in?a=1&b=2';
const REFUSED = 'signature X-Twilio-Signature';

describe('a call of Twilio', () => {
  it.each<[string, Sent]>([
    ['by GET', { method: 'GET', url: URL_OF_HOOK }],
    [
      'with parameters that have to be sorted',
      { url: URL_OF_HOOK, parameters: { b: '1', A: '2', a: '3', Zo: 'ë+ %' } },
    ],
    ['with a name of several values', { url: URL_OF_HOOK, parameters: { Media: ['b', 'a', 'b'], From: '+1' } }],
    ['with a thousand parameters', { url: URL_OF_HOOK, parameters: { a: many(1000) } }],
    ['with a parameter that is empty', { url: URL_OF_HOOK, parameters: { Body: '' } }],
    ['signed with the standard port', { url: URL_OF_HOOK, signedUrl: 'https://hooks.example.com:443/in?a=1&b=2' }],
    [
      'signed without its port',
      { url: 'https://hooks.example.com:8443/in', signedUrl: 'https://hooks.example.com/in' },
    ],
    [
      'behind a proxy, as the world sees it',
      {
        url: 'http://127.0.0.1:8787/in?a=1',
        signedUrl: 'https://flow.example.com/in?a=1',
        publicUrl: 'https://flow.example.com',
      },
    ],
    [
      'signed with a shared key',
      { url: URL_OF_HOOK, parameters: { a: '1' }, algorithm: 'HMAC_SHA256', settings: 'key=k1,algorithm=HMAC_SHA256' },
    ],
  ])('is admitted %s', async (_name, sent) => {
    expect(await send(sent)).toBe('admitted');
  });

  it('is admitted with JSON, whose hash stands in the URL', async () => {
    const body = '{"CallSid":"CA1","Body":"Zoë"}';
    const url = `https://hooks.example.com/in?bodySHA256=${getExpectedBodyHash(body)}`;
    expect(await send({ url, body, type: 'application/json' })).toBe('admitted');
    expect(await send({ url, body: `${body} `, type: 'application/json' })).toBe(REFUSED);
    expect(await send({ url, body: '', type: 'application/json' })).toBe(REFUSED);
    expect(await send({ url, body, type: FORM })).toBe('admitted');
  });

  it.each<[string, Sent]>([
    ['with JSON that nothing signs', { url: URL_OF_HOOK, body: '{"a":1}', type: 'application/json' }],
    ['with a form that says that it is none', { url: URL_OF_HOOK, body: 'a=1', type: 'text/plain' }],
    ['with another query', { url: `${URL_OF_HOOK}&c=3`, signedUrl: URL_OF_HOOK }],
    ['at another host', { url: 'https://evil.example.com/in?a=1&b=2', signedUrl: URL_OF_HOOK }],
    ['with a parameter more', { url: URL_OF_HOOK, parameters: { a: '1' }, body: 'a=1&b=2' }],
    ['with more parameters than Twilio has', { url: URL_OF_HOOK, parameters: { a: many(1001) } }],
    ['with a longer form than Twilio sends', { url: URL_OF_HOOK, parameters: { a: 'x'.repeat(1_000_000) } }],
    ['with an unknown hash in its settings', { url: URL_OF_HOOK, algorithm: 'HMAC_SHA256', settings: 'algorithm=MD5' }],
  ])('is refused %s', async (_name, sent) => {
    expect(await send(sent)).toBe(REFUSED);
  });
});
