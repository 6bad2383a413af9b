import { beforeAll, describe, expect, it } from 'vitest';
import {
  billedDeployment,
  type Deployment,
  deliver,
  makeCustomer,
  stripeEvent,
  stripeSubscription,
} from '../support/accounts/billing.ts';
import { createUser, post } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const SIGNATURE = [400, 'billing.signature_invalid'];
const INVALID = [400, 'billing.event_invalid'];

let deployment: Deployment;
let customer: string;

beforeAll(async () => {
  deployment = billedDeployment();
  customer = await makeCustomer(await createUser());
  await deployment.subscribe(customer, stripeSubscription());
});

async function asAttack(payload: string, sent: Parameters<typeof deliver>[2] = {}) {
  const { status, json } = await deliver(deployment, payload, sent);
  return [status, json.code];
}

const event = () => stripeEvent('customer.subscription.created', customer);

describe('the webhook for Stripe', () => {
  it('refuses what is signed with another secret, or for another body', async () => {
    expect(await asAttack(event(), { secret: 'whsec_of_somebody' })).toEqual(SIGNATURE);
    expect(await asAttack(event(), { instead: event() })).toEqual(SIGNATURE);
    expect(await asAttack(event(), { instead: `${event()} ` })).toEqual(SIGNATURE);
  });

  it('refuses an event that was recorded and is sent again later', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await asAttack(event(), { signedAt: now - 301 })).toEqual(SIGNATURE);
    expect(await asAttack(event(), { signedAt: now - 240 })).toEqual([200, undefined]);
  });

  it.each(['', 'nonsense', 't=1', 'v1=abc', 't=abc,v1=abc', 't=,v1=', `t=${'9'.repeat(400)},v1=x`])(
    'refuses the signature %j',
    async (signature) => {
      const headers = { 'stripe-signature': signature };
      const { status, json } = await deployment.post(event(), headers);
      expect([status, json.code]).toEqual(SIGNATURE);
    },
  );

  it.each([
    '',
    '{',
    'null',
    '7',
    '[]',
    '{}',
    '"evt"',
    '{"object":"v2.core.event","id":"evt_1","type":"invoice.paid"}',
    '{"id":"evt_1","type":"invoice.paid","data":null}',
    '{"id":"evt_1","type":"invoice.paid","data":{"object":[]}}',
    '{"id":"","type":"invoice.paid","data":{"object":{}}}',
    '{"id":7,"type":"invoice.paid","data":{"object":{}}}',
    '{"id":"evt_1","type":["invoice.paid"],"data":{"object":{}}}',
    '{"id":"evt_1","type":"invoice.paid","data":{"object":{"customer":{"id":{}}}}}',
    '{"id":"evt_1","type":"invoice.paid","data":{"object":{"customer":7}}}',
    JSON.stringify({ id: 'e'.repeat(256), type: 'invoice.paid', data: { object: {} } }),
  ])('refuses the signed body %j', async (payload) => {
    expect(await asAttack(payload)).toEqual(payload === '' ? SIGNATURE : INVALID);
  });

  it('takes NUL bytes and prototype keys for the texts that they are', async () => {
    expect(
      await asAttack('{"id":"evt_\\u0000","type":"invoice.paid","data":{"object":{"customer":"cus_\\u0000"}}}'),
    ).toEqual(INVALID);
    const odd =
      '{"__proto__":{"type":"x"},"id":"evt_p","type":"invoice.paid","data":{"object":{"customer":"__proto__"}}}';
    expect(await asAttack(odd)).toEqual([200, undefined]);
  });

  it('refuses a huge body before it looks at it', async () => {
    const { status, json } = await deployment.post('x'.repeat(600_000), { 'stripe-signature': 't=1,v1=a' });
    expect([status, json.code]).toEqual([413, 'input.too_large']);
  });

  it('refuses bytes that are no text', async () => {
    const { status, json } = await deployment.post(new Uint8Array([0xff, 0xfe]), { 'stripe-signature': 't=1,v1=a' });
    expect([status, json.code]).toEqual([400, 'input.invalid_utf8']);
  });

  it('is nowhere on a server that bills nobody', async () => {
    const { status, json } = await post('/api/v1/billing/stripe', {});
    expect([status, json.code]).toEqual([404, 'billing.off']);
  });

  it('leaves nothing behind of what it refused', async () => {
    const rows = await testDatabase().sql.query(`SELECT id FROM billing_events WHERE id IN ('evt_1', 'evt_p')`);
    expect(rows).toEqual([]);
  });
});
