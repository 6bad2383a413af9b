import { isPlan, PLANS, type Plan, type PlanId, type PlanLimits } from './plan-table.ts';

/** Which plan a workspace has, by its `plan_id` and by whether this deployment bills. */
export type PlanBook = {
  readonly isBilled: boolean;
  /** The plan that counts: without billing the one without limits, whatever is stored; an unknown one counts as free. */
  of(planId: string): Plan & { readonly id: PlanId };
  /** What `workspaces.plan_limits` has for a plan; `null`: no limits. */
  limitsOf(planId: PlanId): PlanLimits | null;
};

export function createPlanBook(isBilled: boolean): PlanBook {
  return {
    isBilled,
    of(planId) {
      const id = !isBilled ? 'self_hosted' : isPlan(planId) ? planId : 'free';
      return { id, ...PLANS[id] };
    },
    limitsOf: (planId) => (isBilled && planId !== 'self_hosted' ? PLANS[planId].limits : null),
  };
}
