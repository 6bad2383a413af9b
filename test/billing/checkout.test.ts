import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { destroyWorkspaces } from '../../src/retention/destroy-workspaces.ts';
import { newId } from '../../src/shared/ids.ts';
import {
  billedDeployment,
  type Deployment,
  deliver,
  liftLimits,
  makeCustomer,
  PRICES,
  stripeEvent,
  stripeSubscription,
} from '../support/accounts/billing.ts';
import { createUser, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

let deployment: Deployment;
let user: User;

beforeEach(async () => {
  deployment = billedDeployment();
  user = await createUser();
});

afterAll(liftLimits);

function buy(plan: unknown, buyer = user) {
  return deployment.api(buyer, '/billing/checkout', { method: 'POST', body: { plan } });
}

async function callsOf(call: string) {
  return (await deployment.calls()).filter((one) => one.call === call).map(({ params }) => params);
}

async function customerOf({ workspaceId }: User): Promise<string> {
  const text = 'SELECT stripe_customer_id FROM workspaces WHERE id = $1::uuid';
  return String((await testDatabase().sql.query(text, [workspaceId]))[0]?.stripe_customer_id);
}

async function actionsOf({ workspaceId }: User): Promise<unknown[]> {
  const text = `SELECT action FROM audit_logs WHERE workspace_id = $1::uuid AND action LIKE 'plans.%' ORDER BY id`;
  return (await testDatabase().sql.query(text, [workspaceId])).map(({ action }) => action);
}

describe('buying a plan', () => {
  it('opens a checkout that leads back to this server alone, and changes nothing yet', async () => {
    const { status, json } = await buy('pro');
    expect([status, json.url]).toEqual([200, expect.stringMatching(/^https:\/\/checkout\.stripe\.test\/cs_/)]);
    const [session] = await callsOf('POST /v1/checkout/sessions');
    expect(session).toMatchObject({
      mode: 'subscription',
      customer: await customerOf(user),
      client_reference_id: user.workspaceId,
      'line_items[0][price]': PRICES.pro,
      success_url: 'https://flows.test/billing/paid',
      cancel_url: 'https://flows.test/billing/left',
    });
    expect(Object((await deployment.api(user, '/plan')).json.plan).id).toBe('free');
    expect(await actionsOf(user)).toEqual(['plans.checkout_requested']);
  });

  it('has one open checkout, and one customer, however many buy at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => buy(index % 2 === 0 ? 'pro' : 'business')),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeLessThan(6);
    expect(new Set(refused.map(({ status, json }) => `${status} ${json.code}`))).toEqual(
      new Set(refused.length === 0 ? [] : ['409 billing.checkout_busy']),
    );
    expect(await deployment.control('open')).toHaveLength(1);
    expect((await buy('pro')).status).toBe(200);
    const sessions = await callsOf('POST /v1/checkout/sessions');
    expect([...new Set(sessions.map(({ customer }) => customer))]).toEqual([await customerOf(user)]);
  });

  it('is for one at a time: who comes meanwhile is told so, and the next one gets a page', async () => {
    await makeCustomer(user);
    await deployment.control('hold');
    const first = buy('pro');
    await vi.waitFor(async () => expect(await deployment.control('held')).toBe(1), { timeout: 10_000 });
    const second = await buy('business');
    expect([second.status, second.json.code]).toEqual([409, 'billing.checkout_busy']);
    await deployment.control('release');
    expect((await first).status).toBe(200);
    expect((await buy('business')).status).toBe(200);
    expect(await deployment.control('open')).toHaveLength(1);
  });

  it('switches what was paid while it closed the pages that were open', async () => {
    const customer = await makeCustomer(user);
    await buy('pro');
    await deployment.control('pay', { customer, subscription: stripeSubscription() });
    expect((await buy('business')).status).toBe(200);
    expect(await callsOf('POST /v1/checkout/sessions')).toHaveLength(1);
    expect(await callsOf('POST /v1/billing_portal/sessions')).toHaveLength(1);
    expect(await deployment.control('open')).toEqual([]);
  });

  it('leaves the turn to the next one when Stripe was away', async () => {
    await deployment.control('away', true);
    expect((await buy('pro')).json.code).toBe('billing.stripe_away');
    await deployment.control('away', false);
    expect((await buy('pro')).status).toBe(200);
  });

  it('closes the checkouts that were left open', async () => {
    await buy('pro');
    await buy('business');
    const expired = (await deployment.calls()).filter(({ call }) => call.endsWith('/expire'));
    expect(expired).toHaveLength(1);
  });

  it('asks a workspace that pays whether to switch, and leaves the sum to Stripe', async () => {
    const customer = await makeCustomer(user);
    await deployment.subscribe(customer, stripeSubscription());
    const { json } = await buy('business');
    expect(json.url).toBe('https://billing.stripe.test/p');
    expect(await callsOf('POST /v1/billing_portal/sessions')).toEqual([
      {
        customer,
        return_url: 'https://flows.test/billing/paid',
        'flow_data[type]': 'subscription_update_confirm',
        'flow_data[subscription_update_confirm][subscription]': 'sub_1',
        'flow_data[subscription_update_confirm][items][0][id]': 'si_1',
        'flow_data[subscription_update_confirm][items][0][price]': PRICES.business,
        'flow_data[subscription_update_confirm][items][0][quantity]': '1',
      },
    ]);
    expect(await callsOf('POST /v1/checkout/sessions')).toEqual([]);
  });

  it('is refused for the plan that there is, and for what is no plan', async () => {
    await deployment.subscribe(await makeCustomer(user), stripeSubscription());
    expect(await buy('pro')).toMatchObject({ status: 409, json: { code: 'billing.plan_taken' } });
    for (const plan of ['free', 'self_hosted', 'gold', '__proto__', 7, null]) {
      expect((await buy(plan)).status, String(plan)).toBe(400);
    }
  });

  it('takes no addresses to go back to', async () => {
    const body = { plan: 'pro', success_url: 'https://evil.example' };
    expect((await deployment.api(user, '/billing/checkout', { method: 'POST', body })).status).toBe(400);
  });

  it('says so when Stripe can not be asked', async () => {
    await deployment.control('away', true);
    expect(await buy('pro')).toMatchObject({ status: 503, json: { code: 'billing.stripe_away' } });
  });

  it('is for owners', async () => {
    const stranger = await createUser();
    const path = `/api/v1/workspaces/${user.workspaceId}/billing/checkout`;
    const ask = { method: 'POST', body: { plan: 'pro' }, authorization: stranger.authorization };
    expect((await deployment.request(path, ask)).status).toBe(404);
    const member =
      'INSERT INTO workspace_members (id, workspace_id, user_id, role) SELECT gen_random_uuid(), $1::uuid, owner_id, $3 FROM workspaces WHERE id = $2::uuid';
    await testDatabase().sql.query(member, [user.workspaceId, stranger.workspaceId, 'admin']);
    expect(await deployment.request(path, ask)).toMatchObject({ status: 403, json: { code: 'permissions.denied' } });
  });
});

describe('the customer portal', () => {
  it('opens for whoever has bought once', async () => {
    expect(await deployment.api(user, '/billing/portal', { method: 'POST' })).toMatchObject({
      status: 409,
      json: { code: 'billing.no_customer' },
    });
    const customer = await makeCustomer(user);
    const { status, json } = await deployment.api(user, '/billing/portal', { method: 'POST' });
    expect([status, json]).toEqual([200, { url: 'https://billing.stripe.test/p' }]);
    expect(await callsOf('POST /v1/billing_portal/sessions')).toEqual([
      { customer, return_url: 'https://flows.test/billing/left' },
    ]);
    expect(await actionsOf(user)).toEqual(['plans.portal_requested']);
  });
});

describe('a server that bills nobody', () => {
  it('says so, and limits nothing', async () => {
    expect((await user.api('POST', '/billing/checkout', { plan: 'pro' })).json.code).toBe('billing.off');
    expect((await user.api('POST', '/billing/portal')).json.code).toBe('billing.off');
    const { json } = await user.api('GET', '/plan');
    expect(json).toMatchObject({ plan: { id: 'self_hosted', limits: { executions: null } }, for_sale: [] });
  });
});

describe('the page to which Stripe sends people back', () => {
  it('is there for both ways, and for no other', async () => {
    const statuses = [];
    for (const outcome of ['paid', 'left', 'constructor', 'x']) {
      statuses.push((await deployment.request(`/billing/${outcome}`)).status);
    }
    expect(statuses).toEqual([200, 200, 404, 404]);
  });
});

describe('a workspace that is to be deleted', () => {
  it('has its subscription end with the period, and is asked for it until it does', async () => {
    const customer = await makeCustomer(user);
    await deployment.subscribe(customer, stripeSubscription());
    await deliver(deployment, stripeEvent('customer.subscription.created', customer));
    const text = `UPDATE workspaces SET deleted_at = now(), deletes_at = now() + interval '7 days' WHERE id = $1::uuid`;
    await testDatabase().sql.query(text, [user.workspaceId]);
    await deployment.control('away', true);
    await deployment.keepPlans();
    await deployment.control('away', false);
    await deployment.keepPlans();
    await deployment.keepPlans();
    const ended = await callsOf('POST /v1/subscriptions/sub_1');
    const done = z.array(z.object({ cancel_at_period_end: z.literal('true') })).parse(ended);
    expect(done.length).toBeGreaterThan(1);
    const asked = done.length;
    await deployment.keepPlans();
    expect(await callsOf('POST /v1/subscriptions/sub_1')).toHaveLength(asked);
  });

  it('is not destroyed before its subscription is to end, but for a week at most', async () => {
    const customer = await makeCustomer(user);
    await deployment.subscribe(customer, stripeSubscription());
    await deliver(deployment, stripeEvent('customer.subscription.created', customer));
    const isThere = async () =>
      (await testDatabase().sql.query('SELECT 1 FROM workspaces WHERE id = $1::uuid', [user.workspaceId])).length === 1;
    const seen = [];
    for (const age of ['1 hour', '8 days']) {
      const text = `UPDATE workspaces SET deleted_at = now(), deletes_at = now() - $2::interval WHERE id = $1::uuid`;
      await testDatabase().sql.query(text, [user.workspaceId, age]);
      const [runId, deadline] = [newId(Date.now()), Number.POSITIVE_INFINITY];
      await destroyWorkspaces({ db: testDatabase(), runId, now: Date.now, deadline });
      seen.push(await isThere());
    }
    expect(seen).toEqual([true, false]);
  });
});
