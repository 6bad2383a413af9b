/** What a plan allows; `null`: as much as one likes. */
export type PlanLimits = {
  /** Executions of a calendar month in UTC, without those that other executions have started. */
  readonly executions: number | null;
  readonly active_workflows: number | null;
  readonly members: number | null;
  /** The longest that executions are kept, in days, whatever the workspace chose. */
  readonly retention_days: number | null;
  /** Executions of the queue that run at the same time, whatever the workspace chose. */
  readonly concurrency: number | null;
};

export type Plan = { readonly name: string; readonly limits: PlanLimits };

/** All plans. Prices are Stripe's, and which of them buys which plan is the setting STRIPE_PRICES. */
export const PLANS = {
  free: {
    name: 'Free',
    limits: { executions: 1000, active_workflows: 5, members: 2, retention_days: 7, concurrency: 5 },
  },
  pro: {
    name: 'Pro',
    limits: { executions: 50_000, active_workflows: 100, members: 10, retention_days: 30, concurrency: 50 },
  },
  business: {
    name: 'Business',
    limits: { executions: 1_000_000, active_workflows: 1000, members: 100, retention_days: 365, concurrency: 500 },
  },
  /** Without a Stripe key, this is the plan of all. */
  self_hosted: {
    name: 'Self-hosted',
    limits: { executions: null, active_workflows: null, members: null, retention_days: null, concurrency: null },
  },
} as const satisfies { readonly [id: string]: Plan };

export type PlanId = keyof typeof PLANS;

export function isPlan(id: string): id is PlanId {
  return Object.hasOwn(PLANS, id);
}

/** The plans that are paid for, the smallest first. */
export const PAID_PLANS = ['pro', 'business'] as const satisfies readonly PlanId[];

/** One entry of {@link PAID_PLANS}. */
export type PaidPlan = (typeof PAID_PLANS)[number];

/** The share of a limit at which owners are told that it comes near. */
export const WARNING_SHARE = 0.8;
