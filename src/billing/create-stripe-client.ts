import type { Stripe } from 'stripe';
import type { Egress } from '../security/egress/types.ts';
import type { Clock } from '../shared/clock.ts';
import { stripeAway } from './billing.errors.ts';
import type { PriceList } from './price-list.ts';
import { readEvent } from './read-event.ts';
import type { StripeClient } from './stripe-client.ts';
import { stripeFetch } from './stripe-fetch.ts';
import { closeCheckouts, openCheckout, openPlanSwitch } from './stripe-pages.ts';
import type { StripeSubscription } from './subscription-state.ts';

/** The version of Stripe's API whose answers are read here. */
const API_VERSION = '2026-10-28.endive';

const TIMEOUT_MS = 20_000;

/** How large an answer of Stripe may be, in bytes: 100 subscriptions. */
export const MAX_STRIPE_ANSWER = 2_000_000;

type StripeParts = {
  readonly egress: Egress;
  readonly now: Clock;
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly prices: PriceList;
  /** Where the API is, e.g. `https://api.stripe.com`. */
  readonly apiUrl: string;
};

type Library = typeof import('stripe');

function optionsOf({ Stripe: Maker }: Library, { egress, apiUrl }: StripeParts) {
  const { protocol, hostname, port } = new URL(apiUrl);
  const insecure = protocol === 'http:';
  return {
    apiVersion: API_VERSION,
    httpClient: Maker.createFetchHttpClient(stripeFetch(egress, TIMEOUT_MS)),
    protocol: insecure ? 'http' : 'https',
    host: hostname,
    port: port === '' ? (insecure ? 80 : 443) : Number(port),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
  } as const;
}

function idOf(text: string | { readonly id: string }): string {
  return typeof text === 'string' ? text : text.id;
}

function subscriptionOf(prices: PriceList, stored: Stripe.Subscription): StripeSubscription {
  const [item] = stored.items.data;
  const end = item?.current_period_end;
  return {
    id: stored.id,
    status: stored.status,
    createdAt: stored.created * 1000,
    plan: item === undefined ? null : prices.planOf(idOf(item.price)),
    itemId: item?.id ?? null,
    periodEnd: end === undefined ? null : end * 1000,
    endsWithPeriod: stored.cancel_at_period_end || stored.cancel_at !== null,
  };
}

type Asking = <Answer>(question: (stripe: Stripe) => Promise<Answer>) => Promise<Answer>;

/** The library is large, so it is loaded when it is first needed: starts of the Worker do without it. */
function lazyLibrary(parts: StripeParts) {
  let library: Library | undefined;
  let client: Stripe | undefined;

  async function load(): Promise<Library> {
    library ??= await import('stripe');
    return library;
  }

  const ask: Asking = async (question) => {
    const loaded = await load();
    client ??= new loaded.Stripe(parts.secretKey, optionsOf(loaded, parts));
    try {
      return await question(client);
    } catch (error) {
      throw stripeAway(error);
    }
  };

  return { load, ask };
}

async function createCustomer({ customers }: Stripe, workspaceId: string): Promise<string> {
  const parameters = { metadata: { workspace_id: workspaceId } };
  return (await customers.create(parameters, { idempotencyKey: `customer-${workspaceId}` })).id;
}

export function createStripeClient(parts: StripeParts): StripeClient {
  const { prices, webhookSecret: secret, now } = parts;
  const { load, ask } = lazyLibrary(parts);
  return {
    prices,
    createCustomer: (workspaceId) => ask((stripe) => createCustomer(stripe, workspaceId)),
    subscriptionsOf: (customer) =>
      ask(async ({ subscriptions }) => {
        const { data } = await subscriptions.list({ customer, status: 'all', limit: 100 });
        return data.map((stored) => subscriptionOf(prices, stored));
      }),
    closeCheckouts: (customer) => ask((stripe) => closeCheckouts(stripe, customer)),
    openCheckout: (purchase) => ask((stripe) => openCheckout(stripe, purchase)),
    openPlanSwitch: (planSwitch) => ask((stripe) => openPlanSwitch(stripe, planSwitch)),
    openPortal: ({ customer, returnUrl }) =>
      ask(async ({ billingPortal }) => {
        const { url } = await billingPortal.sessions.create({ customer, return_url: returnUrl });
        return { url };
      }),
    endWithPeriod: (subscription) =>
      ask(async ({ subscriptions }) => {
        await subscriptions.update(subscription, { cancel_at_period_end: true });
      }),
    readEvent: async (body, signature) => readEvent((await load()).Stripe, { body, signature, secret, now: now() }),
  };
}
