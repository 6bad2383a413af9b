import type { PlanBook } from '../plans/plan-book.ts';
import type { PlanRepository } from '../plans/plans.repository.ts';
import type { Actor } from '../security/permissions.ts';
import type { Clock } from '../shared/clock.ts';
import { workspaceNotFound } from '../workspaces/workspaces.errors.ts';
import { figuresOf } from './figures.ts';
import { readRange, spansOf } from './insight-range.ts';
import type { InsightRepository } from './insights.repository.ts';
import type { InsightQuery, Insights } from './insights.schemas.ts';

const MAX_DAYS = 366;
const MAX_WORKFLOWS = 50;

export type InsightDeps = {
  readonly insights: InsightRepository;
  readonly plans: PlanBook;
  readonly planStandings: PlanRepository;
  readonly now: Clock;
};

async function usageOf({ plans, planStandings }: InsightDeps, workspaceId: string): Promise<Insights['usage']> {
  const standing = await planStandings.standingOf(workspaceId);
  if (standing === null) throw workspaceNotFound();
  const { month, executions, plan_id } = standing;
  return { month, executions, limit: plans.of(plan_id).limits.executions };
}

/** How executions ended, by day and by workflow, and what is used of the plan. Reads what the tick of each minute has counted. */
export async function getInsights(deps: InsightDeps, actor: Actor, query: InsightQuery): Promise<Insights> {
  const { workspaceId } = actor;
  const range = readRange(query, { now: deps.now(), maxDays: MAX_DAYS });
  const scope = { workspaceId, workflowId: query.workflow_id ?? null };
  const [days, workflows, counted_until, usage] = await Promise.all([
    deps.insights.days(scope, range),
    deps.insights.workflows(scope, spansOf(range), MAX_WORKFLOWS),
    deps.insights.countedUntil(),
    usageOf(deps, workspaceId),
  ]);
  return {
    ...range,
    counted_until,
    total: figuresOf(days),
    days: days.map((row) => ({ day: row.day, ...figuresOf([row]) })),
    workflows: workflows.map((row) => ({ workflow_id: row.workflow_id, name: row.name, ...figuresOf([row]) })),
    usage,
  };
}
