import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { Stripe } from 'stripe';
import { inject } from 'vitest';
import { z } from 'zod';
import { assembleApp } from '../../../src/assemble-app.ts';
import { createDependencies } from '../../../src/dependencies.ts';
import { countExecutions } from '../../../src/executions/lifecycle/count-executions.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { User } from '../running-app.ts';
import { testDatabase } from '../test-database.ts';

const WEBHOOK_SECRET = 'whsec_of_the_tests';

const COUNT_LAG_SECONDS = 360;

const ORIGIN = 'https://flows.test';

/** The prices of the tests; the last one is sold no more. */
export const PRICES = { pro: 'price_pro', business: 'price_business', oldPro: 'price_pro_2024' } as const;

type Json = Record<string, unknown>;

type Ask = {
  readonly method?: string;
  readonly authorization?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
};

/** A deployment that bills, with a Stripe account of its own. */
export function billedDeployment() {
  const key = `sk_test_${newId(Date.now())}`;
  const deps = createDependencies({
    ...env,
    PUBLIC_URL: ORIGIN,
    STRIPE_SECRET_KEY: key,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_PRICES: `pro=${PRICES.pro},business=${PRICES.business},pro=${PRICES.oldPro}`,
    STRIPE_API_URL: inject('stripeUrl'),
  });
  const app = assembleApp(deps);

  async function control(action: string, body: unknown = null): Promise<unknown> {
    const init = { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${inject('stripeUrl')}/control/${key}/${action}`, init)).json();
  }

  async function request(path: string, { method = 'GET', authorization, headers: given, body }: Ask = {}) {
    const headers = {
      ...given,
      ...(authorization === undefined ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const context = createExecutionContext();
    const response = await app.request(`${ORIGIN}${path}`, init, env, context);
    await waitOnExecutionContext(context);
    const text = await response.text();
    const json: Json = text.startsWith('{') ? JSON.parse(text) : {};
    return { status: response.status, json, text };
  }

  /** Sends these very bytes to the webhook. */
  async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) {
    const response = await app.request(`${ORIGIN}/api/v1/billing/stripe`, { method: 'POST', headers, body });
    const json: Json = await response.json();
    return { status: response.status, json };
  }

  return {
    post,
    request,
    control,
    /** As the workspace of this user. */
    api: (user: User, path: string, ask: Ask = {}) =>
      request(`/api/v1/workspaces/${user.workspaceId}${path}`, { authorization: user.authorization, ...ask }),
    calls: async () =>
      z.array(z.object({ call: z.string(), params: z.record(z.string(), z.string()) })).parse(await control('calls')),
    /** What Stripe has of a customer from now on. */
    subscribe: (customer: string, ...list: readonly Json[]) => control('subscriptions', { customer, list }),
    intake: deps.intake,
    /** What the sweep does of it each minute. */
    keepPlans: async () => {
      await countExecutions(deps.databases.system, COUNT_LAG_SECONDS);
      await deps.intake.keepPlans();
    },
  };
}

export type Deployment = ReturnType<typeof billedDeployment>;

/** A subscription as Stripe writes it. */
export function stripeSubscription(changes: Json & { readonly price?: string } = {}): Json {
  const { price = PRICES.pro, ...rest } = changes;
  const end = Math.floor(Date.now() / 1000) + 20 * 86_400;
  return {
    object: 'subscription',
    id: 'sub_1',
    status: 'active',
    created: 1_700_000_000,
    cancel_at: null,
    cancel_at_period_end: false,
    items: { object: 'list', data: [{ id: 'si_1', price: { id: price }, current_period_end: end }] },
    ...rest,
  };
}

type Sent = {
  readonly secret?: string;
  /** In seconds since the epoch. */
  readonly signedAt?: number;
  /** What is sent instead of what was signed. */
  readonly instead?: string;
};

/** Sends a body to the webhook as Stripe does. */
export async function deliver(
  deployment: Deployment,
  payload: string,
  { secret = WEBHOOK_SECRET, signedAt = Math.floor(Date.now() / 1000), instead }: Sent = {},
) {
  const signature = await Stripe.webhooks.generateTestHeaderStringAsync({
    payload,
    secret,
    timestamp: signedAt,
    cryptoProvider: Stripe.createSubtleCryptoProvider(),
  });
  return deployment.post(instead ?? payload, { 'stripe-signature': signature });
}

/** An event as Stripe writes it. */
export function stripeEvent(type: string, customer: unknown, changes: Json = {}): string {
  return JSON.stringify({
    object: 'event',
    id: `evt_${newId(Date.now())}`,
    type,
    created: Math.floor(Date.now() / 1000),
    data: { object: { customer } },
    ...changes,
  });
}

/** Makes the workspace of a user a customer, without asking Stripe. */
export async function makeCustomer({ workspaceId }: User): Promise<string> {
  const customer = `cus_${workspaceId}`;
  const text = 'UPDATE workspaces SET stripe_customer_id = $2 WHERE id = $1::uuid';
  await testDatabase().sql.query(text, [workspaceId, customer]);
  return customer;
}

/** What the days have counted of this month so far. */
export async function setUsage({ workspaceId }: Pick<User, 'workspaceId'>, count: number): Promise<void> {
  const text = `INSERT INTO workspace_usage (workspace_id, month, executions)
VALUES ($1::uuid, date_trunc('month', now() AT TIME ZONE 'UTC')::date, $2::int)
ON CONFLICT (workspace_id, month) DO UPDATE SET executions = excluded.executions, updated_at = now()`;
  await testDatabase().sql.query(text, [workspaceId, count]);
}

/** Where the owner of a workspace gets mail. */
export async function ownerEmail({ workspaceId }: User): Promise<string> {
  const text = 'SELECT u.email FROM workspaces w JOIN users u ON u.id = w.owner_id WHERE w.id = $1::uuid';
  return String((await testDatabase().sql.query(text, [workspaceId]))[0]?.email);
}

/** Ends all limits again: other tests share the database, and know of none. */
export async function liftLimits(): Promise<void> {
  await createDependencies(env).intake.keepPlans();
}
