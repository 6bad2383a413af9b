import { auditEntry } from '../audit/audited-change.ts';
import type { PaidPlan } from '../plans/plan-table.ts';
import type { Actor } from '../security/permissions.ts';
import { checkoutBusy, noCustomer, planNotSold, planTaken } from './billing.errors.ts';
import { type BillingDeps, requireStripe, returnUrl } from './billing-deps.ts';
import type { StripeClient, StripePage } from './stripe-client.ts';
import { isLive, subscriptionThatCounts } from './subscription-state.ts';

/** The customer of the workspace: of two who buy at once both get the same. */
async function customerOf(deps: BillingDeps, stripe: StripeClient, workspaceId: string): Promise<string> {
  const known = await deps.billing.customerOf(workspaceId);
  if (known !== null) return known;
  const kept = await deps.billing.keepCustomer(workspaceId, await stripe.createCustomer(workspaceId));
  if (kept === null) throw noCustomer();
  return kept;
}

type Wish = {
  readonly customer: string;
  readonly workspaceId: string;
  readonly plan: PaidPlan;
  readonly price: string;
};

/**
 * Whoever has a subscription switches it, and needs no second one. Stripe is asked, for our row may lag behind; and only once nothing can
 * be paid any more that was opened before.
 */
async function openPage(deps: BillingDeps, stripe: StripeClient, wish: Wish): Promise<StripePage> {
  const { customer, workspaceId, plan, price } = wish;
  await stripe.closeCheckouts(customer);
  const subscription = subscriptionThatCounts(await stripe.subscriptionsOf(customer));
  const successUrl = returnUrl(deps, 'paid');
  const cancelUrl = returnUrl(deps, 'left');
  if (subscription === null || !isLive(subscription)) {
    return stripe.openCheckout({ customer, workspaceId, price, successUrl, cancelUrl });
  }
  if (subscription.plan === plan) throw planTaken();
  return stripe.openPlanSwitch({ customer, subscription, price, returnUrl: successUrl });
}

/** Does the work for one at a time in a workspace. Throws `billing.checkout_busy` for all others. */
async function alone<Result>(
  { attempts }: BillingDeps,
  workspaceId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const turn = [{ kind: 'billing.checkout', subject: workspaceId }] as const;
  if ((await attempts.count(turn)).length > 0) throw checkoutBusy();
  try {
    return await work();
  } finally {
    await attempts.forget(turn);
  }
}

/**
 * Opens the page at Stripe where an owner buys a plan, or switches to it. Nothing changes before Stripe says that it was paid. Throws
 * `billing.off`, `billing.plan_not_sold`, `billing.plan_taken`, `billing.checkout_busy`, `billing.no_public_url`, `billing.stripe_away`.
 */
export async function requestCheckout(deps: BillingDeps, actor: Actor, plan: PaidPlan): Promise<StripePage> {
  const stripe = requireStripe(deps);
  const price = stripe.prices.priceOf(plan);
  if (price === null) throw planNotSold();
  returnUrl(deps, 'paid');
  const { workspaceId } = actor;
  const page = await alone(deps, workspaceId, async () => {
    const customer = await customerOf(deps, stripe, workspaceId);
    return openPage(deps, stripe, { customer, workspaceId, plan, price });
  });
  const now = deps.now();
  const target = { target_type: 'workspace', target_id: workspaceId, details: { plan_id: plan } } as const;
  await deps.billing.note(auditEntry(actor, { ...target, action: 'plans.checkout_requested', id: deps.ids(now), now }));
  return page;
}
