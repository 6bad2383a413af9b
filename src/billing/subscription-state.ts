import type { PaidPlan, PlanId } from '../plans/plan-table.ts';

/** A subscription as Stripe has it. Moments in milliseconds since the epoch. */
export type StripeSubscription = {
  readonly id: string;
  readonly status: string;
  readonly createdAt: number;
  /** The plan that its price buys; `null`: none of ours. */
  readonly plan: PaidPlan | null;
  readonly itemId: string | null;
  readonly periodEnd: number | null;
  readonly endsWithPeriod: boolean;
};

/** How long a plan stays whose payment failed: for as long as Stripe tries again by default. */
export const GRACE_DAYS = 14;

const GRACE_MS = GRACE_DAYS * 24 * 3600 * 1000;

const PAID: ReadonlySet<string> = new Set(['active', 'trialing']);
const OVERDUE: ReadonlySet<string> = new Set(['past_due', 'unpaid']);

/** Whether a subscription goes on by itself, so that its customer needs no other one. */
export function isLive({ status }: Pick<StripeSubscription, 'status'>): boolean {
  return PAID.has(status) || OVERDUE.has(status);
}

function rankOf({ status }: StripeSubscription): number {
  if (PAID.has(status)) return 2;
  return OVERDUE.has(status) ? 1 : 0;
}

/** Of the subscriptions of a customer the one that counts: paid before overdue before ended, of several the newest. */
export function subscriptionThatCounts(all: readonly StripeSubscription[]): StripeSubscription | null {
  return all.toSorted((a, b) => rankOf(b) - rankOf(a) || b.createdAt - a.createdAt)[0] ?? null;
}

/** What a subscription gives its workspace. `graceUntil`: the end of the grace, if its payment failed. */
export type Entitlement = { readonly planId: PlanId; readonly graceUntil: number | null };

/**
 * The plan that a subscription gives at the moment `now`. `graceUntil`: the end of a grace that has begun before. A payment that
 * failed leaves the plan until its grace ends, and the grace does not begin anew as Stripe tries again.
 */
export function entitlementOf(
  { status, plan }: Pick<StripeSubscription, 'status' | 'plan'>,
  { graceUntil, now }: { readonly graceUntil: number | null; readonly now: number },
): Entitlement {
  if (PAID.has(status)) return { planId: plan ?? 'free', graceUntil: null };
  if (!OVERDUE.has(status)) return { planId: 'free', graceUntil: null };
  const until = graceUntil ?? now + GRACE_MS;
  return { planId: now < until ? (plan ?? 'free') : 'free', graceUntil: until };
}
