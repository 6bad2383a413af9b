import { createAttempts } from '../attempts/attempts.repository.ts';
import type { Databases } from '../db/databases.ts';
import type { MailPost } from '../mail/mailer.ts';
import { keepPlans } from '../plans/keep-plans.ts';
import type { PlanBook } from '../plans/plan-book.ts';
import type { PaidPlan } from '../plans/plan-table.ts';
import { createRefusals } from '../plans/refusals.ts';
import { ownersOf } from '../plans/tell-owners.ts';
import type { Egress } from '../security/egress/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { Log } from '../shared/log.ts';
import { createBillingRepository } from './billing.repository.ts';
import type { BillingDeps } from './billing-deps.ts';
import { createStripeClient } from './create-stripe-client.ts';
import { keepSubscriptions } from './keep-subscriptions.ts';
import type { PriceList } from './price-list.ts';

type BillingParts = {
  readonly settings: {
    readonly STRIPE_SECRET_KEY: string;
    readonly STRIPE_WEBHOOK_SECRET: string;
    readonly STRIPE_PRICES: PriceList;
    readonly STRIPE_API_URL: string;
    readonly PUBLIC_URL: string;
  };
  readonly databases: Databases;
  readonly plans: PlanBook;
  readonly mailer: MailPost;
  /** The way to Stripe. */
  readonly egress: Egress;
  readonly log: Log;
  readonly ids: IdSource;
  readonly now: Clock;
  /** Keeps the request alive for work that outlasts its answer (`waitUntil`). */
  readonly hold: (work: Promise<unknown>) => void;
};

function stripeOf({ settings, egress, now }: BillingParts) {
  return createStripeClient({
    egress,
    now,
    secretKey: settings.STRIPE_SECRET_KEY,
    webhookSecret: settings.STRIPE_WEBHOOK_SECRET,
    prices: settings.STRIPE_PRICES,
    apiUrl: settings.STRIPE_API_URL,
  });
}

/** Plans, and how they are paid for. Where nobody is billed, there is no Stripe, and nobody is refused. */
export function openBilling(parts: BillingParts) {
  const { settings, databases, plans, mailer, log, ids, now, hold } = parts;
  const { auth, system: db } = databases;
  const stripe = plans.isBilled ? stripeOf(parts) : null;
  const billing: BillingDeps = {
    stripe,
    billing: createBillingRepository(databases),
    attempts: createAttempts(auth, now),
    plans,
    mailer,
    ownersOf: (workspaceId) => ownersOf(auth, workspaceId),
    publicUrl: settings.PUBLIC_URL,
    log,
    ids,
    now,
  };
  return {
    ...billing,
    isSold: (plan: PaidPlan): boolean => stripe !== null && stripe.prices.priceOf(plan) !== null,
    refusals: plans.isBilled ? createRefusals({ db, now, hold }) : null,
    /** What both need each minute. */
    keepPlans: async (): Promise<void> => {
      await keepSubscriptions(billing);
      await keepPlans({ db, auth, plans, mailer });
    },
  };
}
