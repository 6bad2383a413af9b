import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mailsTo } from '../support/accounts/account-mail.ts';
import {
  billedDeployment,
  type Deployment,
  deliver,
  liftLimits,
  makeCustomer,
  ownerEmail,
  PRICES,
  stripeEvent,
  stripeSubscription,
} from '../support/accounts/billing.ts';
import { createUser, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

let deployment: Deployment;

beforeAll(() => {
  deployment = billedDeployment();
});

afterAll(liftLimits);

async function customer(): Promise<{ user: User; id: string }> {
  const user = await createUser();
  return { user, id: await makeCustomer(user) };
}

async function planOf(user: User) {
  const { json } = await deployment.api(user, '/plan');
  return { plan: Object(json.plan).id, ...Object(json.subscription) };
}

async function auditOf({ workspaceId }: User): Promise<unknown[]> {
  const text = `SELECT details FROM audit_logs WHERE workspace_id = $1::uuid AND action = 'plans.changed' ORDER BY id`;
  return (await testDatabase().sql.query(text, [workspaceId])).map(({ details }) => details);
}

describe('an event of a subscription', () => {
  it('gives the plan that was bought, and its limits, and is told of in the audit log', async () => {
    const { user, id } = await customer();
    await deployment.subscribe(id, stripeSubscription());
    expect((await deliver(deployment, stripeEvent('checkout.session.completed', id))).status).toBe(200);
    expect(await planOf(user)).toMatchObject({ plan: 'pro', plan_id: 'pro', status: 'active', grace_until: null });
    expect(await auditOf(user)).toEqual([{ from: 'free', to: 'pro', status: 'active', via: 'system' }]);
    const [row] = await testDatabase().sql.query('SELECT plan_limits FROM workspaces WHERE id = $1::uuid', [
      user.workspaceId,
    ]);
    expect(row?.plan_limits).toMatchObject({ members: 10, executions: 50_000 });
  });

  it('knows a price that is sold no more', async () => {
    const { user, id } = await customer();
    await deployment.subscribe(id, stripeSubscription({ price: PRICES.oldPro }));
    await deliver(deployment, stripeEvent('customer.subscription.created', { id }));
    expect((await planOf(user)).plan).toBe('pro');
  });

  it('gives nothing for a price that is none of ours', async () => {
    const { user, id } = await customer();
    await deployment.subscribe(id, stripeSubscription({ price: 'price_elsewhere' }));
    expect((await deliver(deployment, stripeEvent('customer.subscription.created', id))).status).toBe(200);
    expect((await planOf(user)).plan).toBe('free');
  });

  it('follows upgrade, downgrade, cancellation at the end of the period, and the end', async () => {
    const { user, id } = await customer();
    const seen: unknown[] = [];
    for (const [type, state] of [
      ['customer.subscription.created', {}],
      ['customer.subscription.updated', { price: PRICES.business }],
      ['customer.subscription.updated', { price: PRICES.pro }],
      ['customer.subscription.updated', { cancel_at_period_end: true }],
      ['customer.subscription.deleted', { status: 'canceled' }],
    ] as const) {
      await deployment.subscribe(id, stripeSubscription(state));
      await deliver(deployment, stripeEvent(type, id));
      const { plan, cancel_at_period_end } = await planOf(user);
      seen.push([plan, cancel_at_period_end]);
    }
    expect(seen).toEqual([
      ['pro', false],
      ['business', false],
      ['pro', false],
      ['pro', true],
      ['free', false],
    ]);
  });
});

describe('a payment that failed', () => {
  it('leaves the plan for its grace, which does not begin anew, and tells the owners once', async () => {
    const { user, id } = await customer();
    await deployment.subscribe(id, stripeSubscription({ status: 'past_due' }));
    await deliver(deployment, stripeEvent('invoice.payment_failed', id));
    const first = await planOf(user);
    await deliver(deployment, stripeEvent('invoice.payment_failed', id));
    expect(await planOf(user)).toMatchObject({ plan: 'pro', status: 'past_due', grace_until: first.grace_until });
    const days = (Date.parse(first.grace_until) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(14);
    const subjects = (await mailsTo(await ownerEmail(user))).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('payment failed'))).toHaveLength(1);
  });

  it('is forgotten when it is paid', async () => {
    const { user, id } = await customer();
    await deployment.subscribe(id, stripeSubscription({ status: 'past_due' }));
    await deliver(deployment, stripeEvent('invoice.payment_failed', id));
    await deployment.subscribe(id, stripeSubscription());
    await deliver(deployment, stripeEvent('invoice.paid', id));
    expect(await planOf(user)).toMatchObject({ plan: 'pro', status: 'active', grace_until: null });
  });

  it('ends the plan when the grace is over, whoever looks at the same time', async () => {
    const { user, id } = await customer();
    await deployment.subscribe(id, stripeSubscription({ status: 'past_due' }));
    await deliver(deployment, stripeEvent('invoice.payment_failed', id));
    const text = `UPDATE subscriptions SET grace_until = now() - interval '1 second' WHERE workspace_id = $1::uuid`;
    await testDatabase().sql.query(text, [user.workspaceId]);
    await Promise.all([deployment.keepPlans(), deployment.keepPlans()]);
    expect((await planOf(user)).plan).toBe('free');
    expect(await auditOf(user)).toHaveLength(2);
    await deliver(deployment, stripeEvent('customer.subscription.updated', id));
    expect((await planOf(user)).plan).toBe('free');
  });
});

describe('events of Stripe', () => {
  it('that come twice at once are acted on once', async () => {
    const { user, id } = await customer();
    await deployment.subscribe(id, stripeSubscription());
    const event = stripeEvent('customer.subscription.created', id);
    const answers = await Promise.all([1, 2, 3, 4].map(() => deliver(deployment, event)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await auditOf(user)).toHaveLength(1);
    const asked = (await deployment.calls()).length;
    await deliver(deployment, event);
    expect((await deployment.calls()).length).toBe(asked);
  });

  it('that come in the wrong order end at what is so', async () => {
    const { user, id } = await customer();
    const created = stripeEvent('customer.subscription.created', id, { created: 1_700_000_000 });
    const deleted = stripeEvent('customer.subscription.deleted', id, { created: 1_700_000_100 });
    await deployment.subscribe(id, stripeSubscription({ status: 'canceled' }));
    await deliver(deployment, deleted);
    await deliver(deployment, created);
    expect(await planOf(user)).toMatchObject({ plan: 'free', status: 'canceled' });
  });

  it('do not write an older answer of Stripe over a newer one', async () => {
    const { user, id } = await customer();
    await deployment.subscribe(id, stripeSubscription());
    await deployment.control('hold');
    const late = deliver(deployment, stripeEvent('customer.subscription.created', id));
    await vi.waitUntil(async () => (await deployment.control('held')) === 1, { timeout: 10_000 });
    await deployment.subscribe(id, stripeSubscription({ status: 'canceled' }));
    await deliver(deployment, stripeEvent('customer.subscription.deleted', id));
    await deployment.control('release');
    expect((await late).status).toBe(200);
    expect(await planOf(user)).toMatchObject({ plan: 'free', status: 'canceled' });
  });

  it('are sent again when Stripe can not be asked, and count then', async () => {
    const { user, id } = await customer();
    await deployment.subscribe(id, stripeSubscription());
    const event = stripeEvent('customer.subscription.created', id);
    await deployment.control('away', true);
    const { status, json } = await deliver(deployment, event);
    await deployment.control('away', false);
    expect([status, json.code]).toEqual([503, 'billing.stripe_away']);
    await deliver(deployment, event);
    expect((await planOf(user)).plan).toBe('pro');
  });

  it('of other kinds, and about strangers, are taken and change nothing', async () => {
    const { user, id } = await customer();
    await deployment.subscribe(id, stripeSubscription());
    const answers = [
      await deliver(deployment, stripeEvent('customer.updated', id)),
      await deliver(deployment, stripeEvent('invoice.paid', 'cus_of_nobody')),
      await deliver(deployment, stripeEvent('invoice.paid', null)),
      await deliver(deployment, stripeEvent('invoice.paid', undefined)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await planOf(user)).plan).toBe('free');
  });

  it('are about the workspace of their customer, whatever their metadata say', async () => {
    const [victim, buyer] = [await customer(), await customer()];
    await deployment.subscribe(buyer.id, stripeSubscription());
    const data = { object: { customer: buyer.id, metadata: { workspace_id: victim.user.workspaceId } } };
    await deliver(deployment, stripeEvent('customer.subscription.created', null, { data }));
    expect([(await planOf(victim.user)).plan, (await planOf(buyer.user)).plan]).toEqual(['free', 'pro']);
  });
});
