import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyBasic } from '../../../src/security/webhooks/basic.ts';
import { verifyHeader } from '../../../src/security/webhooks/header.ts';
import { callOf, NOW, SECONDS, SECRET } from './support/calls.ts';
import { SENDERS } from './support/senders.ts';
import { showHeader } from './support/tokens.ts';

const proof = { secrets: [SECRET], now: NOW };

/** What a header may hold: visible characters, blanks and the upper half of Latin-1, often in the shape of a signature. */
const characters = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) });
const shaped = fc
  .array(
    fc.constantFrom('t=', 'v1=', 'v1,', 'v0=', 'sha256=', String(SECONDS), ',', ' ', '=', 'a0', 'QQ==', '.', 'e30'),
  )
  .map((parts) => parts.join(''));
const value = fc.oneof(characters, shaped).map((text) => text.replaceAll('\x7f', ''));

const NAMES = [
  'x-hub-signature-256',
  'stripe-signature',
  'x-slack-signature',
  'x-slack-request-timestamp',
  'x-shopify-hmac-sha256',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'svix-signature',
  'x-gitlab-token',
  'x-twilio-signature',
  'x-twilio-webhooks-signature-settings',
  'content-type',
  'authorization',
  'x-signature',
  'x-time',
];
const headers = fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: NAMES.length });
const calls = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  url: fc.webUrl({ withQueryParameters: true }),
  headers,
  body: fc.string({ unit: 'binary' }),
});

describe('a call that nobody signed', () => {
  it.each(SENDERS)('is refused as one of $name, whatever it holds', async ({ verify }) => {
    const property = fc.asyncProperty(calls, async (parts) => {
      expect((await verify(callOf(parts), proof)).type).toBe('refused');
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it('is refused as one with a password, a header or a token', async () => {
    const property = fc.asyncProperty(calls, async (parts) => {
      const call = callOf(parts);
      expect((await verifyBasic(call, proof, { username: 'me' })).type).toBe('refused');
      expect((await verifyHeader(call, proof, { header: 'X-Signature', prefix: '' })).type).toBe('refused');
      expect(await showHeader(`Bearer ${parts.headers.authorization ?? ''}`)).toBe('token Authorization');
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
