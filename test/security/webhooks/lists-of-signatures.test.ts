import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { callOf, NOW, SECONDS, SECRET, short } from './support/calls.ts';
import { hmac, verifyPreset } from './support/senders.ts';

const BODY = '{"id":"evt_1"}';
const v1 = hmac('sha256', SECRET, `${SECONDS}.${BODY}`, 'hex');
const other = hmac('sha256', 'the secret of before', `${SECONDS}.${BODY}`, 'hex');

describe('the header of Stripe', () => {
  const verify = async (signature: string): Promise<string> =>
    short(
      await verifyPreset('stripe')(callOf({ headers: { 'stripe-signature': signature }, body: BODY }), {
        secrets: [SECRET],
        now: NOW,
      }),
    );

  it.each([
    ['two signatures, the second one right', `t=${SECONDS},v1=${other},v1=${v1}`],
    ['a scheme of tests beside it', `t=${SECONDS},v0=${other},v1=${v1}`],
    ['the time behind it', `v1=${v1},t=${SECONDS}`],
  ])('is right with %s', async (_name, signature) => {
    expect(await verify(signature)).toBe('admitted');
  });

  it.each([
    ['no time', `v1=${v1}`],
    ['two times', `t=${SECONDS},t=${SECONDS},v1=${v1}`],
    ['only another scheme', `t=${SECONDS},v0=${v1}`],
    ['blanks', `t=${SECONDS}, v1=${v1}`],
    ['nothing behind the time', `t=${SECONDS}`],
    ['a part that is none', `t=${SECONDS},v1=${v1},`],
  ])('is wrong with %s', async (_name, signature) => {
    expect(await verify(signature)).toBe('signature Stripe-Signature');
  });

  it.each(['', 'soon', '1e9', `${SECONDS}.5`])('has no time in t=%s', async (time) => {
    expect(await verify(`t=${time},v1=${v1}`)).toMatch(/^(timestamp|signature) Stripe-Signature$/);
  });
});

describe('the list of Standard Webhooks', () => {
  const right = new Webhook(SECRET).sign('msg_1', new Date(NOW), BODY);
  const wrong = `v1,${'A'.repeat(43)}=`;
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(SECONDS) };
  const verify = async (signature: string, secret = SECRET, more: Record<string, string> = {}): Promise<string> => {
    const call = callOf({ headers: { ...headers, 'webhook-signature': signature, ...more }, body: BODY });
    return short(await verifyPreset('standard_webhooks')(call, { secrets: [secret], now: NOW }));
  };

  it.each([
    ['after a wrong one', `${wrong} ${right}`],
    ['before a wrong one', `${right} ${wrong}`],
    ['beside one that needs a public key', `v1a,${'B'.repeat(86)}== ${right}`],
  ])('is right with the signature %s', async (_name, signature) => {
    expect(await verify(signature)).toBe('admitted');
  });

  it.each([
    ['joined by a comma', `${right}, ${right}`],
    ['of another version', right.replace('v1,', 'v2,')],
    ['without its version', right.slice(3)],
    ['with two blanks between', `${wrong}  ${right}`],
  ])('is wrong with signatures %s', async (_name, signature) => {
    expect(await verify(signature)).toMatch(/^signature /);
  });

  it('needs an id, and the one that was signed', async () => {
    expect(await verify(right, SECRET, { 'webhook-id': '' })).toMatch(/^signature /);
    expect(await verify(right, SECRET, { 'webhook-id': 'msg_2' })).toMatch(/^signature /);
  });

  it('takes no headers of Svix beside those of the standard', async () => {
    const mixed = { 'svix-id': 'msg_1', 'svix-timestamp': String(SECONDS), 'svix-signature': right };
    expect(await verify(wrong, SECRET, mixed)).toMatch(/^signature /);
  });

  it.each([
    ['with its prefix', SECRET],
    ['without its prefix', SECRET.slice('whsec_'.length)],
    ['in base64url', `whsec_${'-_-_'.repeat(8)}`],
    ['without padding', `whsec_${Buffer.alloc(32, 7).toString('base64').replace('=', '')}`],
  ])('is checked with a secret %s', async (_name, secret) => {
    const bytes = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const signed = new Webhook(new Uint8Array(bytes), { format: 'raw' }).sign('msg_1', new Date(NOW), BODY);
    expect(await verify(signed, secret)).toBe('admitted');
  });

  it('is checked with a secret that is no base64 as it is', async () => {
    const signed = new Webhook('correct horse battery!', { format: 'raw' }).sign('msg_1', new Date(NOW), BODY);
    expect(await verify(signed, 'correct horse battery!')).toBe('admitted');
  });
});
