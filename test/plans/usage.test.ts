import { env } from 'cloudflare:workers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDependencies } from '../../src/dependencies.ts';
import { mailsTo } from '../support/accounts/account-mail.ts';
import {
  billedDeployment,
  type Deployment,
  deliver,
  liftLimits,
  makeCustomer,
  ownerEmail,
  setUsage,
  stripeEvent,
  stripeSubscription,
} from '../support/accounts/billing.ts';
import { createIdleWorkflow, queueExecution } from '../support/queued-execution.ts';
import { createUser, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

let deployment: Deployment;

beforeAll(async () => {
  deployment = billedDeployment();
  await deployment.keepPlans();
});

afterAll(liftLimits);

async function userWith(count: number): Promise<User> {
  const user = await createUser();
  await setUsage(user, count);
  return user;
}

async function usageOf(user: User) {
  return Object((await deployment.api(user, '/plan')).json.usage);
}

async function toldTo(user: User): Promise<string[]> {
  const subjects = (await mailsTo(await ownerEmail(user))).map(({ subject }) => subject);
  return subjects.filter((subject) => subject.includes('executions are used'));
}

describe('what is used of a plan', () => {
  it('has executions at once that are too young for the days', async () => {
    const user = await userWith(10);
    const workflow = await createIdleWorkflow(user);
    await queueExecution(user, workflow, { createdAt: Date.now() });
    await deployment.keepPlans();
    expect(await usageOf(user)).toMatchObject({ executions: 11, runs_refused: false });
    await testDatabase().sql.query('DELETE FROM executions WHERE workspace_id = $1::uuid', [user.workspaceId]);
    await deployment.keepPlans();
    expect((await usageOf(user)).executions).toBe(11);
  });

  it('is told to owners once near its end and once at it, however many tell at once', async () => {
    const user = await userWith(799);
    await deployment.keepPlans();
    expect(await toldTo(user)).toEqual([]);
    await setUsage(user, 800);
    await Promise.all([deployment.keepPlans(), deployment.keepPlans(), deployment.keepPlans()]);
    expect(await toldTo(user)).toHaveLength(1);
    expect((await usageOf(user)).runs_refused).toBe(false);
    await setUsage(user, 1000);
    await Promise.all([deployment.keepPlans(), deployment.keepPlans(), deployment.keepPlans()]);
    await deployment.keepPlans();
    expect(await toldTo(user)).toHaveLength(2);
    expect((await usageOf(user)).runs_refused).toBe(true);
  });

  it('is told in one mail where both come at once', async () => {
    const user = await userWith(5000);
    await deployment.keepPlans();
    await deployment.keepPlans();
    expect(await toldTo(user)).toEqual([expect.stringContaining('are used up')]);
  });

  it('is enough again with a larger plan, and no more with a smaller one', async () => {
    const user = await userWith(1200);
    await deployment.keepPlans();
    expect((await usageOf(user)).runs_refused).toBe(true);
    const customer = await makeCustomer(user);
    await deployment.subscribe(customer, stripeSubscription());
    await deliver(deployment, stripeEvent('customer.subscription.created', customer));
    expect((await usageOf(user)).runs_refused).toBe(false);
    await deployment.subscribe(customer, stripeSubscription({ status: 'canceled' }));
    await deliver(deployment, stripeEvent('customer.subscription.deleted', customer));
    expect((await usageOf(user)).runs_refused).toBe(true);
  });

  it('limits nobody once the server bills nobody', async () => {
    const user = await userWith(1200);
    await deployment.keepPlans();
    await createDependencies(env).intake.keepPlans();
    const text = `SELECT w.plan_limits, bool_or(u.refused) AS refused FROM workspaces w
JOIN workspace_usage u ON u.workspace_id = w.id WHERE w.id = $1::uuid GROUP BY w.id, w.plan_limits::text`;
    expect(await testDatabase().sql.query(text, [user.workspaceId])).toEqual([{ plan_limits: null, refused: false }]);
    await deployment.keepPlans();
  });
});
