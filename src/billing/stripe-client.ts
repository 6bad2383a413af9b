import type { PaidPlan } from '../plans/plan-table.ts';
import type { StripeSubscription } from './subscription-state.ts';

/** A page at Stripe to which a person is sent. */
export type StripePage = { readonly url: string };

/** What is sold to whom, and where they come back. */
export type Purchase = {
  readonly customer: string;
  readonly workspaceId: string;
  readonly price: string;
  readonly successUrl: string;
  readonly cancelUrl: string;
};

/** From which subscription to which price. */
export type PlanSwitch = {
  readonly customer: string;
  readonly subscription: StripeSubscription;
  readonly price: string;
  readonly returnUrl: string;
};

/** What is read of an event: nothing but which customer to ask about. */
export type StripeEvent = { readonly id: string; readonly type: string; readonly customer: string | null };

/** All that is asked of Stripe. Each throws `billing.stripe_away` 503, but for `readEvent`. */
export type StripeClient = {
  readonly prices: { priceOf(plan: PaidPlan): string | null };
  /** The customer of a workspace: two who ask at once get the same. */
  createCustomer(workspaceId: string): Promise<string>;
  /** All subscriptions of a customer, ended ones too, as they are now. */
  subscriptionsOf(customer: string): Promise<readonly StripeSubscription[]>;
  /** Closes the pages that sell a plan to a customer and were left open: none of them can be paid any more. */
  closeCheckouts(customer: string): Promise<void>;
  /** A page that sells a plan. */
  openCheckout(purchase: Purchase): Promise<StripePage>;
  /** A page that asks whether to switch to another plan. What is owed or given back for it, Stripe works out. */
  openPlanSwitch(planSwitch: PlanSwitch): Promise<StripePage>;
  openPortal(portal: { readonly customer: string; readonly returnUrl: string }): Promise<StripePage>;
  /** Has a subscription end with the period that is paid for. Repeating it changes nothing. */
  endWithPeriod(subscription: string): Promise<void>;
  /** Throws `billing.signature_invalid`, `billing.event_invalid`. */
  readEvent(body: Uint8Array, signature: string | null): Promise<StripeEvent>;
};
