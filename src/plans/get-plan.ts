import type { PeopleDatabase } from '../db/client.ts';
import { historySize } from '../executions/search/history-size.ts';
import type { Actor } from '../security/permissions.ts';
import { workspaceNotFound } from '../workspaces/workspaces.errors.ts';
import type { PlanBook } from './plan-book.ts';
import { PAID_PLANS, type PaidPlan, PLANS } from './plan-table.ts';
import type { PlanRepository, Standing } from './plans.repository.ts';
import type { PlanView } from './plans.schemas.ts';

export type GetPlanDeps = {
  readonly db: PeopleDatabase;
  readonly plans: PlanBook;
  readonly planStandings: PlanRepository;
  /** Whether a plan can be bought here. */
  readonly isSold: (plan: PaidPlan) => boolean;
};

function subscriptionOf(standing: Standing): PlanView['subscription'] {
  const { status, subscribed_plan: plan_id, current_period_end, cancel_at_period_end, grace_until } = standing;
  if (status === null) return null;
  return { plan_id, status, current_period_end, cancel_at_period_end: cancel_at_period_end === true, grace_until };
}

/** The plan of a workspace, what of it is used, and what there is to buy. */
export async function getPlan(deps: GetPlanDeps, { workspaceId }: Actor): Promise<PlanView> {
  const standing = await deps.planStandings.standingOf(workspaceId);
  if (standing === null) throw workspaceNotFound();
  const { month, executions, active_workflows, members, files, file_bytes, refused } = standing;
  return {
    plan: deps.plans.of(standing.plan_id),
    usage: {
      month,
      executions,
      active_workflows,
      members,
      files,
      file_bytes,
      history: await historySize(deps.db, workspaceId),
      runs_refused: deps.plans.isBilled && refused,
    },
    subscription: subscriptionOf(standing),
    for_sale: PAID_PLANS.filter(deps.isSold).map((id) => ({ id, ...PLANS[id] })),
  };
}
