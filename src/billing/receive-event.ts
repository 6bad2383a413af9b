import { noticesOf } from '../accounts/links/notices.ts';
import { auditSystemEntry } from '../audit/audited-change.ts';
import type { QueuedMail } from '../mail/mailer.ts';
import { noBillingHere } from './billing.errors.ts';
import type { Holder, SubscriptionChange } from './billing.repository.ts';
import type { BillingDeps } from './billing-deps.ts';
import { paymentFailedMail } from './billing-mails.ts';
import type { StripeClient, StripeEvent } from './stripe-client.ts';
import {
  type Entitlement,
  entitlementOf,
  type StripeSubscription,
  subscriptionThatCounts,
} from './subscription-state.ts';

/** After each of these, Stripe is asked how things are. All others say nothing about plans. */
const HEARD: ReadonlySet<string> = new Set([
  'checkout.session.completed',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'invoice.paid',
  'invoice.payment_failed',
]);

function iso(moment: number | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}

type Found = {
  readonly event: StripeEvent;
  readonly holder: Holder;
  readonly subscription: StripeSubscription;
  readonly given: Entitlement;
};

async function mailsOf(deps: BillingDeps, { holder, given }: Found): Promise<readonly QueuedMail[]> {
  if (given.graceUntil === null || holder.grace_until !== null) return [];
  const owners = await deps.ownersOf(holder.workspace_id);
  if (owners === null) return [];
  const told = { name: owners.name, graceUntil: given.graceUntil };
  return noticesOf(
    deps.mailer,
    owners.emails.map((email) => paymentFailedMail(told, email)),
  );
}

async function changeOf(deps: BillingDeps, found: Found): Promise<SubscriptionChange> {
  const { event, holder, subscription, given } = found;
  const now = deps.now();
  const { workspace_id } = holder;
  const target = { target_type: 'workspace', target_id: workspace_id } as const;
  const details = { from: holder.plan_id, to: given.planId, status: subscription.status };
  const entry = { ...target, action: 'plans.changed', id: deps.ids(now), now, details } as const;
  return {
    event: { id: event.id, type: event.type },
    subscription: {
      workspace_id,
      stripe_subscription_id: subscription.id,
      plan_id: subscription.plan,
      status: subscription.status,
      current_period_end: iso(subscription.periodEnd),
      cancel_at_period_end: subscription.endsWithPeriod,
      grace_until: iso(given.graceUntil),
      checked_at: holder.now,
    },
    plan: { id: given.planId, limits: deps.plans.limitsOf(given.planId) },
    mails: await mailsOf(deps, found),
    audit: auditSystemEntry(workspace_id, entry),
  };
}

/** The event says only that something has changed: what is so now, Stripe is asked. So it is no matter in which order events come. */
async function follow(deps: BillingDeps, stripe: StripeClient, event: StripeEvent, holder: Holder, customer: string) {
  const subscription = subscriptionThatCounts(await stripe.subscriptionsOf(customer));
  const { workspace_id: workspace } = holder;
  if (subscription === null) return deps.log({ level: 'info', message: 'A customer has no subscription.', workspace });
  if (subscription.plan === null) {
    deps.log({ level: 'error', message: 'A price of Stripe is not in STRIPE_PRICES: it buys nothing.', workspace });
  }
  const given = entitlementOf(subscription, { graceUntil: holder.grace_until, now: Date.parse(holder.now) });
  const change = await changeOf(deps, { event, holder, subscription, given });
  if (await deps.billing.apply(change)) await deps.mailer.dispatch(change.mails);
}

type Delivery = { readonly body: Uint8Array; readonly signature: string | null };

/**
 * Takes an event of Stripe. It may come twice, late, and in any order. Throws `billing.off` 404, `billing.signature_invalid` and
 * `billing.event_invalid` 400, and `billing.stripe_away` 503, after which Stripe sends it again.
 */
export async function receiveEvent(deps: BillingDeps, { body, signature }: Delivery): Promise<void> {
  const { stripe } = deps;
  if (stripe === null) throw noBillingHere();
  const event = await stripe.readEvent(body, signature);
  const { customer } = event;
  if (!HEARD.has(event.type) || customer === null) return;
  const holder = await deps.billing.holderOf(customer, event.id);
  if (holder === null) {
    deps.log({ level: 'warn', message: 'An event of Stripe is about a customer of no workspace.', event: event.id });
  } else if (!holder.is_done) await follow(deps, stripe, event, holder, customer);
}
