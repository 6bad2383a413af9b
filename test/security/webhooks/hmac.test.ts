import { describe, expect, it } from 'vitest';
import { type HmacRules, verifyHmac } from '../../../src/security/webhooks/hmac.ts';
import { callOf, NOW, SECRET, short } from './support/calls.ts';
import { hmac } from './support/senders.ts';

const BODY = '{"a":1}';

async function check(rules: Partial<HmacRules>, headers: Record<string, string>): Promise<string> {
  const whole: HmacRules = {
    algorithm: 'sha256',
    header: 'X-Sig',
    prefix: '',
    encoding: 'hex',
    signed: '{body}',
    timestamp: null,
    ...rules,
  };
  const url = 'https://hooks.example.com/in?a=1';
  return short(await verifyHmac(callOf({ url, headers, body: BODY }), { secrets: [SECRET], now: NOW }, whole));
}

describe('verifyHmac', () => {
  it.each(['sha1', 'sha256', 'sha512'] as const)('knows %s', async (algorithm) => {
    expect(await check({ algorithm }, { 'x-sig': hmac(algorithm, SECRET, BODY, 'hex') })).toBe('admitted');
  });

  it('does not take one hash for another', async () => {
    expect(await check({ algorithm: 'sha512' }, { 'x-sig': hmac('sha256', SECRET, BODY, 'hex') })).toBe(
      'signature X-Sig',
    );
  });

  it('takes hex in capitals from a sender of whom nothing is known', async () => {
    expect(await check({}, { 'x-sig': hmac('sha256', SECRET, BODY, 'hex').toUpperCase() })).toBe('admitted');
  });

  it.each([
    ['{method}\n{url}\n{body}', `POST\nhttps://hooks.example.com/in?a=1\n${BODY}`],
    ['{header:X-Id}.{body}.{header:x-id}', `7.${BODY}.7`],
    ['{body}{body}', BODY + BODY],
    ['v0:{body}', `v0:${BODY}`],
  ])('signs what the template %j names', async (signed, text) => {
    const headers = { 'x-id': '7', 'x-sig': hmac('sha256', SECRET, text, 'hex') };
    expect(await check({ signed }, headers)).toBe('admitted');
  });

  it('reads no template in what comes in', async () => {
    const headers = { 'x-id': '{body}', 'x-sig': hmac('sha256', SECRET, `${BODY}.${BODY}`, 'hex') };
    expect(await check({ signed: '{header:X-Id}.{body}' }, headers)).toBe('signature X-Sig');
  });

  it('refuses a call without a header that is signed', async () => {
    const headers = { 'x-sig': hmac('sha256', SECRET, `.${BODY}`, 'hex') };
    expect(await check({ signed: '{header:X-Id}.{body}' }, headers)).toBe('signature X-Sig');
  });

  it('reads a time in milliseconds', async () => {
    const timestamp = { header: 'X-Time', unit: 'milliseconds', tolerance_seconds: 10 } as const;
    const sign = (time: number) => ({
      'x-time': String(time),
      'x-sig': hmac('sha256', SECRET, `${time}.${BODY}`, 'hex'),
    });
    const rules = { signed: '{timestamp}.{body}', timestamp };
    expect(await check(rules, sign(NOW - 10_000))).toBe('admitted');
    expect(await check(rules, sign(NOW - 10_001))).toBe('timestamp X-Time');
  });
});
